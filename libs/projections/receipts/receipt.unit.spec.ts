import { describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';

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
