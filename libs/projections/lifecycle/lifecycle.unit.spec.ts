import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { OPEN } from '../../../test/support/ledger/samples.js';
import { anyLife, journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting, setBack } from '../../../test/support/projections/views-harness.js';
import { movementsOf, UNSCOPED, type Book, type GrantSource } from '#libs/ledger/contract.js';
import type { GrantSums, Lifecycle, OverageSums } from './lifecycle-view.js';
import { LifecycleSum } from './sum-lifecycle.js';

async function lifecycleOf(life: AccountLife): Promise<Lifecycle> {
  return (await afterProjecting(journalOf(life), ({ lifecycles }) => lifecycles.ofAccount('a')))!;
}

/** Net of what came back: from one kind of book to another, optionally of the grants of one source. */
function movedBetween(life: AccountLife, from: Book['book'], to: Book['book'], source?: GrantSource): bigint {
  const sourceOf = new Map<string, GrantSource>();
  for (const { type, data } of life.events) {
    if (type === 'CreditsGranted') sourceOf.set(data.terms.grant, data.terms.source);
  }
  const isMeant = ({ from: left, to: right }: { from: Book; to: Book }) => {
    const grant = left.book === 'grant' ? left.grant : right.book === 'grant' ? right.grant : undefined;
    return source === undefined || (grant !== undefined && sourceOf.get(grant) === source);
  };
  return life.events.flatMap(movementsOf).reduce((sum, movement) => {
    if (!isMeant(movement)) return sum;
    if (movement.from.book === from && movement.to.book === to) return sum + movement.amountMicro;
    return movement.from.book === to && movement.to.book === from ? sum - movement.amountMicro : sum;
  }, 0n);
}

function grantSums(
  life: AccountLife,
  source?: GrantSource,
): Omit<GrantSums, 'grants' | 'remainingMicro' | 'heldMicro'> {
  const left = (to: Book['book']) => movedBetween(life, 'grant', to, source);
  return {
    issuedMicro: movedBetween(life, 'issued', 'grant', source),
    consumedMicro: left('consumed'),
    overageRepaidMicro: left('overage'),
    expiredMicro: left('expired'),
    forfeitedMicro: left('forfeited'),
    rolledOutMicro: left('rolled_out'),
    transferredOutMicro: left('transferred_out'),
    refundedMicro: left('refunded'),
    adjustedDownMicro: left('adjusted_down'),
  };
}

function overageSums(life: AccountLife): Partial<OverageSums> {
  return {
    openMicro: life.state.overageMicro,
    repaidMicro: movedBetween(life, 'grant', 'overage'),
    billedMicro: movedBetween(life, 'billed', 'overage'),
    writtenOffMicro: movedBetween(life, 'written_off', 'overage'),
  };
}

describe('a lifecycle statement', () => {
  it('says what became of every credit issued, by where it came from (rules 19, 21)', async () => {
    const life = new AccountLife(...OPEN).charge('u0', [['input', 4]]);
    life.done(life.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy: LIMIT }));
    life.charge('u1', [['input', 30]]);
    const given = { type: 'GrantCredits', account: 'a', scope: UNSCOPED } as const;
    life.done(life.command({ ...given, source: 'top_up', amountMicro: micro(50) }));
    life.done(life.command({ ...given, grant: 'p', source: 'promotion', amountMicro: micro(20) }));
    life.charge('u2', [['input', 5]]);
    life.done(
      life.command({ type: 'AdjustGrantDown', account: 'a', grant: 'p', amountMicro: micro(2), reason: 'error' }),
    );
    const { granted, bySource, overage, addsUp, movedIn } = await lifecycleOf(life);
    expect(granted).toMatchObject({
      grants: 2,
      issuedMicro: 70n,
      remainingMicro: 33n,
      consumedMicro: 5n,
      overageRepaidMicro: 30n,
      adjustedDownMicro: 2n,
    });
    expect(bySource.map(({ source, issuedMicro, remainingMicro }) => [source, issuedMicro, remainingMicro])).toEqual([
      ['top_up', 50n, 20n],
      ['promotion', 20n, 13n],
    ]);
    expect(overage).toMatchObject({ buckets: 2, createdMicro: 34n, openMicro: 4n, repaidMicro: 30n });
    expect(movedIn).toEqual({ rolledInMicro: 0n, transferredInMicro: 0n, refundGrantsMicro: 0n });
    expect(addsUp).toBe(true);
  });

  it('adds up and equals what the events moved, whatever happens, in all and per source', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async (life) => {
        const { granted, bySource, overage, movedIn, addsUp } = await lifecycleOf(life);
        expect(addsUp).toBe(true);
        expect(granted).toMatchObject({ ...grantSums(life), remainingMicro: life.state.remainingMicro });
        for (const { source, ...sums } of bySource) expect(sums).toMatchObject(grantSums(life, source));
        expect(bySource.reduce((sum, { issuedMicro }) => sum + issuedMicro, 0n)).toBe(granted.issuedMicro);
        expect(overage).toMatchObject(overageSums(life));
        expect(overage.repaidMicro).toBe(granted.overageRepaidMicro);
        expect(movedIn.rolledInMicro).toBe(granted.rolledOutMicro);
      }),
      { numRuns: 40 },
    );
  });

  it('of the whole ledger is the sum of those of its accounts, beyond int64 (rule 1)', async () => {
    const most = 2n ** 63n - 1n;
    const script = new LedgerScript().open('ann').grant('ann', 'g', most).open('bob').grant('bob', 'g', most);
    script.charge('bob', 25);
    const told: string[] = [];
    const ledger = await afterProjecting(script.journal, ({ lifecycles }) =>
      lifecycles.ofLedger((done, total) => told.push(`${done}/${total}`)),
    );
    expect(ledger).toMatchObject({
      account: null,
      granted: { grants: 2, issuedMicro: 2n * most, remainingMicro: 2n * most - 25n, consumedMicro: 25n },
      addsUp: true,
      position: script.journal.records.length,
      untilPosition: script.journal.records.length,
    });
    expect(told).toEqual(['2/2']);
  });

  it('claims no event that one of the read models it is made of does not show yet', async () => {
    const life = new AccountLife(...OPEN).grant('g', 10);
    const [ofAccount, ofLedger] = await afterProjecting(journalOf(life), async ({ lifecycles }, views) => {
      await setBack(views, 'overage', 1);
      return [await lifecycles.ofAccount('a'), await lifecycles.ofLedger()];
    });
    expect(ofAccount).toMatchObject({ position: 1, untilPosition: life.events.length });
    expect(ofLedger).toMatchObject({ position: 1, untilPosition: life.events.length });
  });

  it('does not add up where one grant does not, even if another hides it in the sums', () => {
    const sum = new LifecycleSum();
    const grant = { source: 'top_up', heldMicro: micro(0), consumedMicro: micro(0), outflows: {} } as const;
    sum.addGrant({ ...grant, amountMicro: micro(10), remainingMicro: micro(9) });
    sum.addGrant({ ...grant, amountMicro: micro(10), remainingMicro: micro(11) });
    expect(sum.statement()).toMatchObject({ granted: { issuedMicro: 20n, remainingMicro: 20n }, addsUp: false });
  });

  it('of an account nobody opened is none', async () => {
    const found = await afterProjecting(journalOf(new AccountLife()), ({ lifecycles }) => lifecycles.ofAccount('b'));
    expect(found).toBeUndefined();
  });
});

const LIMIT = { type: 'limit', limitMicro: micro(100) } as const;
