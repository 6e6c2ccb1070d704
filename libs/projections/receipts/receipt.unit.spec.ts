import { describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';

const DAY = 86_400_000;

describe('a receipt', () => {
  it('explains one debit: what was used, who paid, the balance before and after', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    const { revision, position } = script.charge('ann', 25);
    const receipt = await afterProjecting(script.journal, ({ receipts }) =>
      receipts.receipt({ source: 'gateway', id: 'usage-1' }),
    );
    expect(receipt).toMatchObject({
      totalMicro: 25n,
      remainingBeforeMicro: 10n,
      remainingAfterMicro: 0n,
      overageBeforeMicro: 0n,
      overageAfterMicro: 15n,
      usage: { account: 'ann', model: 'qwen/max' },
      tariffs: [{ book: 'standard', version: 1 }],
      revision,
      position,
      conflicts: [],
    });
    expect(receipt!.allocations.reduce((total, { amountMicro }) => total + amountMicro, 0n)).toBe(25n);
  });

  it('tells of every conflict over its key (rule 6)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 100);
    const charge = script.charge('ann', 25);
    script.conflict('ann', charge).conflict('ann', charge);
    const receipt = await afterProjecting(script.journal, ({ receipts }) =>
      receipts.receipt({ source: 'gateway', id: 'usage-1' }),
    );
    expect(receipt?.conflicts.map(({ revision }) => revision)).toEqual([charge.revision + 1, charge.revision + 2]);
  });

  it('of a key nobody used is none', async () => {
    const receipt = await afterProjecting(new LedgerScript().journal, ({ receipts }) =>
      receipts.receipt({ source: 'gateway', id: 'usage-1' }),
    );
    expect(receipt).toBeUndefined();
  });
});

describe('a receipt of a usage that was corrected (rules 27, 28)', () => {
  const receiptOf = async (life: AccountLife) =>
    (await afterProjecting(journalOf(life), ({ receipts }) => receipts.receipt({ source: 'gateway', id: 'u' })))!;

  it('shows both: the debit as it was, every correction, and what holds now', async () => {
    const life = new AccountLife(...OPEN).grant('g', 10).charge('u', [['input', 25]]);
    life.correct('u', [12], { reason: 'wrong price' }).correct('u', [11], { reason: 'wrong again' });
    const receipt = await receiptOf(life);
    expect(receipt).toMatchObject({ totalMicro: 25n, remainingAfterMicro: 0n, overageAfterMicro: 15n, revision: 3 });
    expect(receipt.corrections).toMatchObject([
      { correction: 1, reason: 'wrong price', totalMicro: 12n, deltaMicro: -13n, overageAfterMicro: 2n, revision: 4 },
      { correction: 2, reason: 'wrong again', totalMicro: 11n, deltaMicro: -1n, overageAfterMicro: 1n, revision: 5 },
    ]);
    expect(receipt.corrections[0]?.steps).toMatchObject([{ type: 'overage_open', amountMicro: 13n }]);
    expect(receipt.net).toMatchObject({ totalMicro: 11n, revision: 5 });
  });

  it('shows the refund grant for credits of a grant that had ended', async () => {
    const life = new AccountLife(...OPEN).grant('g', 10, { expiresAt: NOW + DAY }).charge('u', [['input', 10]]);
    life.now = NOW + 9 * DAY;
    const receipt = await receiptOf(life.correct('u', undefined));
    expect(receipt.net).toMatchObject({ totalMicro: 0n, components: [], allocations: [] });
    const expiresAt = life.now + 30 * DAY;
    expect(receipt.corrections[0]?.refundGrants).toEqual([{ grant: '~2', amountMicro: 10n, expiresAt }]);
  });

  it('of a usage nobody corrected holds as it was', async () => {
    const life = new AccountLife(...OPEN).grant('g', 10).charge('u', [['input', 4]]);
    const receipt = await receiptOf(life);
    expect(receipt.corrections).toEqual([]);
    expect(receipt.net).toMatchObject({ totalMicro: 4n, components: receipt.components, revision: receipt.revision });
  });
});
