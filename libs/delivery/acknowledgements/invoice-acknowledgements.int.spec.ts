import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Kysely } from 'kysely';
import { openDelivery } from '#libs/platform/sqlite/delivery/index.js';
import { temporaryFolder, type TemporaryFolder } from '../../../test/support/temporary-folder.js';
import type { DeliverySchema } from '../ports/delivery-database.js';
import { InvoiceAcknowledgements } from './invoice-acknowledgements.js';

describe('what billing systems acknowledge', () => {
  let folder: TemporaryFolder;
  let db: Kysely<DeliverySchema>;
  let now = 0;

  beforeEach(async () => {
    folder = temporaryFolder();
    db = await openDelivery(join(folder.path, 'delivery.db'));
    now = 1_000;
  });

  afterEach(async () => {
    await db.destroy();
    folder.remove();
  });

  const of = (ledgerId: string) => new InvoiceAcknowledgements({ db, ledgerId, clock: () => now });

  it('moves forward, by lines of a period and by periods', async () => {
    const acknowledgements = of('ledger-1');
    expect(await acknowledgements.of('erp')).toBeUndefined();
    for (const cursor of [{ position: 5, ordinal: 2 }, { position: 5, ordinal: 3 }, { position: 5 }, { position: 9 }]) {
      now += 1;
      const acknowledgement = { client: 'erp', cursor, acknowledgedAt: now };
      expect(await acknowledgements.acknowledge('erp', cursor)).toEqual({ type: 'acknowledged', acknowledgement });
      expect(await acknowledgements.of('erp')).toEqual(acknowledgement);
    }
  });

  it('is the same when it is told again, its time too', async () => {
    const acknowledgements = of('ledger-1');
    const first = await acknowledgements.acknowledge('erp', { position: 5, ordinal: 2 });
    now += 1;
    expect(await acknowledgements.acknowledge('erp', { position: 5, ordinal: 2 })).toEqual(first);
  });

  it.each([{ position: 4 }, { position: 5, ordinal: 1 }])('goes back to %j only where it may', async (cursor) => {
    const acknowledgements = of('ledger-1');
    await acknowledgements.acknowledge('erp', { position: 5, ordinal: 2 });
    expect(await acknowledgements.acknowledge('erp', cursor)).toMatchObject({ type: 'behind' });
    expect(await acknowledgements.of('erp')).toMatchObject({ cursor: { position: 5, ordinal: 2 } });
    await acknowledgements.acknowledge('erp', cursor, { mayGoBack: true });
    expect((await acknowledgements.of('erp'))?.cursor).toEqual(cursor);
  });

  it('does not go back where two are told at once', async () => {
    const acknowledgements = of('ledger-1');
    const places = [{ position: 9 }, { position: 5 }, { position: 7, ordinal: 1 }];
    await Promise.all(places.map((cursor) => acknowledgements.acknowledge('erp', cursor)));
    expect((await acknowledgements.of('erp'))?.cursor).toEqual({ position: 9 });
  });

  it('is kept per client, and of another ledger it says nothing', async () => {
    await of('ledger-1').acknowledge('erp', { position: 5 });
    await of('ledger-1').acknowledge('archive', { position: 3, ordinal: 1 });
    await of('ledger-2').acknowledge('erp', { position: 2 });
    const all = async (ledger: string) => (await of(ledger).all()).map(({ client, cursor }) => [client, cursor]);
    expect(await all('ledger-1')).toEqual([
      ['archive', { position: 3, ordinal: 1 }],
      ['erp', { position: 5 }],
    ]);
    expect(await all('ledger-2')).toEqual([['erp', { position: 2 }]]);
  });
});
