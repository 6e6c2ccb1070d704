import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { recordIdOf } from '#apps/standalone/record-id.js';
import { credits } from '#libs/kernel/index.js';
import { UNSCOPED } from '#libs/ledger/index.js';
import { openViews } from '#libs/platform/sqlite/views/index.js';
import { createProjector } from '#libs/projections/index.js';
import { publish, rate } from '../../support/catalog/samples.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { Workbench } from './workbench.js';

const NINE_QUINTILLION = credits(9n * 10n ** 18n);
const LARGEST_QUANTITY = 1_000_000_000_000;

describe('amounts at the end of 64 bits (rule 1)', () => {
  const folder = temporaryFolder();
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    const rates = [rate('m', { creditsMicro: credits(9_000_000n) })];
    const origin = { client: 'test', idempotencyKey: 'tariff', receivedAt: bench.now };
    await bench.ledger.tariffs.publish(publish({ effectiveFrom: 0, rates }), origin);
    await bench.openAccount('a');
  });
  afterEach(async () => {
    await bench.remove();
    folder.remove();
  });

  const grant = async () =>
    (
      await bench.command({
        type: 'GrantCredits',
        account: 'a',
        source: 'top_up',
        amountMicro: NINE_QUINTILLION,
        scope: UNSCOPED,
      })
    ).type;
  const use = async (offset: number) =>
    (await bench.feed(offset, { id: `u${offset}`, account: 'a', input: LARGEST_QUANTITY }))[0];

  it('never records what a read model could not hold: the projector goes on', async () => {
    const answers = [await grant(), await use(1), await grant(), await use(2), await use(3)];
    const views = await openViews(join(folder.path, 'views.db'));
    const { reader, eventStore } = bench.ledger;
    const recordId = recordIdOf(createLedgerCodec());
    const projector = createProjector({ reader, views, ledgerId: eventStore.ledgerId, recordId, now: () => bench.now });
    expect(await projector.catchUp()).toBe(await eventStore.head());
    await views.close();
    expect(answers).toEqual(['accepted', 'charged', 'rejected', 'amount_out_of_range', 'amount_out_of_range']);
  });
});
