import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UNSCOPED } from '#libs/ledger/contract.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { FEBRUARY, OPEN } from '../../../test/support/ledger/samples.js';
import { anyLife, journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { overageTable, type OverageRow } from './overage-rows.js';

function bucketsOf(life: AccountLife): Promise<readonly OverageRow[]> {
  return afterProjecting(journalOf(life), async (_, { db }) => {
    const rows = await db.selectFrom('overage').selectAll().orderBy('period').execute();
    return rows.map(overageTable.decode);
  });
}

function owing(amount: number): AccountLife {
  const life = new AccountLife(...OPEN);
  const overagePolicy = { type: 'limit', limitMicro: 100n } as const;
  life.done(life.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy }));
  return life.charge('u', [['input', amount]]);
}

describe('an overage bucket (rule 21)', () => {
  it('counts what is made, and what later grants repay', async () => {
    const life = owing(30);
    const given = { amountMicro: micro(20), scope: UNSCOPED };
    life.done(life.command({ type: 'GrantCredits', account: 'a', source: 'top_up', ...given }));
    expect(await bucketsOf(life)).toMatchObject([
      { policy: 'limit', createdMicro: 30n, repaidMicro: 20n, openMicro: 10n, reversedMicro: 0n },
    ]);
  });

  it('counts what corrections undo, open first, then what was repaid (rule 28)', async () => {
    const life = owing(30);
    const given = { amountMicro: micro(20), scope: UNSCOPED };
    life.done(life.command({ type: 'GrantCredits', account: 'a', source: 'top_up', ...given }));
    life.correct('u', [5]);
    expect(await bucketsOf(life)).toMatchObject([
      { createdMicro: 30n, repaidMicro: 5n, openMicro: 0n, reversedMicro: 25n, events: 1 },
    ]);
  });

  it('is written off at the seal under block (rule 22)', async () => {
    const life = new AccountLife(...OPEN).charge('u', [['input', 30]]);
    life.now = FEBRUARY + 4 * 86_400_000;
    expect(await bucketsOf(life.dueWork())).toMatchObject([{ policy: 'block', writtenOffMicro: 30n, openMicro: 0n }]);
  });

  it('accounts for all it ever held, and agrees with the ledger about what is open, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (life) => {
        const buckets = await bucketsOf(life);
        for (const { createdMicro, openMicro, repaidMicro, billedMicro, writtenOffMicro, reversedMicro } of buckets) {
          expect(openMicro + repaidMicro + billedMicro + writtenOffMicro + reversedMicro).toBe(createdMicro);
        }
        const shown = buckets.map(({ period, policy, priceVersion, openMicro, billedMicro, writtenOffMicro }) =>
          [period, policy, priceVersion, openMicro, billedMicro, writtenOffMicro].join(),
        );
        const known = life.state.overage.map(({ bucket, openMicro, billedMicro, writtenOffMicro }) =>
          [bucket.period, bucket.policy, bucket.priceVersion, openMicro, billedMicro, writtenOffMicro].join(),
        );
        expect([...shown].sort()).toEqual([...known].sort());
      }),
      { numRuns: 20 },
    );
  });
});
