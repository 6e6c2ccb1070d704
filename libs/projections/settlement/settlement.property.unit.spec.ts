import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { movementsOf, type AccountEvent } from '#libs/ledger/contract.js';
import type { AccountLife } from '../../../test/support/ledger/account-life.js';
import { anyLife, journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { creditFlowsTable } from './credit-flow-rows.js';
import { lotOfText } from './lot.js';
import { overagePayersTable } from './overage-payer-rows.js';
import { partsOfRecovered } from './recover-overage.js';
import { settledUsageTable } from './settled-usage-rows.js';

// Everything is worked out a second time here, from the events alone and over the whole life at once.

/** An exact amount of money: minor units over one denominator for all of a life. */
type Money = readonly [numerator: bigint, denominator: bigint];

const plus = ([a, b]: Money, [c, d]: Money): Money => [a * d + c * b, b * d];
const minus = (left: Money, [c, d]: Money): Money => plus(left, [-c, d]);
const isSame = ([a, b]: Money, [c, d]: Money) => a * d === c * b;
const NOTHING: Money = [0n, 1n];

/** What one micro-credit of each grant cost when it was first sold. */
function pricesOf(events: readonly AccountEvent[]): ReadonlyMap<string, Money> {
  const prices = new Map<string, Money>();
  const refunds = new Map<number, string>();
  const rolled = new Map<string, string>();
  events.forEach(({ type, data }, revision) => {
    if (type === 'PeriodSealed') for (const { grant, into } of data.rollovers) if (into) rolled.set(into, grant);
    if (type === 'UsageCorrected') {
      const again = data.steps.filter((step) => step.type.endsWith('_refunded')).map(({ grant }) => grant!);
      [...new Set(again)].forEach((grant, at) => refunds.set(revision + 1 + at, grant));
    }
    if (type !== 'CreditsGranted') return;
    const { grant, costBasis, amountMicro } = data.terms;
    const origin = rolled.get(grant) ?? refunds.get(revision);
    const own: Money = costBasis === null ? NOTHING : [costBasis.amountMinor, amountMicro];
    prices.set(grant, origin === undefined ? own : prices.get(origin)!);
    if (origin !== undefined) prices.set(`made ${grant}`, NOTHING);
  });
  return prices;
}

/** Money that moved from one book to another over a life, at what the credits cost. */
function movedMoney(life: AccountLife, isMeant: (from: string, to: string, event: AccountEvent) => boolean): Money {
  const prices = pricesOf(life.events);
  let total = NOTHING;
  for (const event of life.events) {
    for (const { from, to, amountMicro } of movementsOf(event)) {
      for (const [left, right, sign] of [
        [from, to, 1n],
        [to, from, -1n],
      ] as const) {
        if (left.book !== 'grant' || !isMeant(left.book, right.book, event)) continue;
        const [numerator, denominator] = prices.get(left.grant)!;
        total = plus(total, [sign * amountMicro * numerator, denominator]);
      }
    }
  }
  return total;
}

/** What the ledger bills for overage, less what corrections take off bills; both exact. */
function billedMoney({ events }: AccountLife): Money {
  return events
    .flatMap(({ type, data }) =>
      type === 'PeriodSealed'
        ? data.lines.filter(({ kind }) => kind === 'overage')
        : type === 'UsageCorrected'
          ? data.lines
          : [],
    )
    .reduce(
      (sum, { amountMinor, restNumerator, restDenominator }) =>
        plus(sum, [amountMinor * restDenominator + restNumerator, restDenominator]),
      NOTHING,
    );
}

interface Shown {
  /** Money by flow, over all months. */
  readonly flows: ReadonlyMap<string, Money>;
  readonly drawn: Money;
  readonly recovered: Money;
  readonly billed: Money;
  readonly deferred: Money;
}

function worth(lot: string, micro: bigint): Money {
  const { numerator, denominator } = lotOfText(lot);
  return [numerator * micro, denominator];
}

function shownOf(life: AccountLife): Promise<Shown> {
  return afterProjecting(journalOf(life), async ({ settlements }, { db }) => {
    const flows = new Map<string, Money>();
    let [drawn, recovered, billed] = [NOTHING, NOTHING, NOTHING];
    for (const row of (await db.selectFrom('credit_flows').selectAll().execute()).map(creditFlowsTable.decode)) {
      for (const [name, micro] of row.sums) {
        const lot = row.flow === 'recovered' ? partsOfRecovered(name).lot : name;
        if (row.flow !== 'recovered') flows.set(row.flow, plus(flows.get(row.flow) ?? NOTHING, worth(lot, micro)));
        else if (lot.startsWith('overage')) billed = plus(billed, worth(lot, micro));
        else recovered = plus(recovered, worth(lot, micro));
      }
    }
    for (const row of (await db.selectFrom('settled_usage').selectAll().execute()).map(settledUsageTable.decode)) {
      const used = row.kinds.reduce((sum, { creditsMicro }) => sum + creditsMicro, 0n);
      expect([...row.drawn.values()].reduce((sum, micro) => sum + micro, 0n)).toBe(used);
      for (const [lot, micro] of row.drawn) if (lot !== '') drawn = plus(drawn, worth(lot, micro));
    }
    let deferred = NOTHING;
    const { deferred: left } = await settlements.figures('2999-12');
    for (const [lot, micro] of left) deferred = plus(deferred, worth(lot, micro));
    return { flows, drawn, recovered, billed, deferred };
  });
}

const flowOf = ({ flows }: Shown, flow: string): Money => flows.get(flow) ?? NOTHING;
const expectSame = (left: Money, right: Money) =>
  expect([left, right, isSame(left, right)]).toEqual([left, right, true]);

function whateverHappens(look: (life: AccountLife, shown: Shown) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(anyLife, async (life) => look(life, await shownOf(life))),
    { numRuns: 40 },
  );
}

describe('whatever happens to an account, settlement counts its money (rule 36)', () => {
  it('once: what was paid for credits is revenue, breakage, given back or still there, as exact fractions', () =>
    whateverHappens((life, shown) => {
      let accounted = plus(plus(shown.drawn, shown.recovered), shown.deferred);
      for (const flow of ['expired', 'forfeited', 'upgraded', 'refunded', 'adjusted_down']) {
        accounted = plus(accounted, flowOf(shown, flow));
      }
      const prices = pricesOf(life.events);
      const paid = life.events.reduce<Money>((sum, { type, data }) => {
        if (type !== 'CreditsGranted' || prices.has(`made ${data.terms.grant}`)) return sum;
        return plus(sum, [data.terms.costBasis?.amountMinor ?? 0n, 1n]);
      }, NOTHING);
      expectSame(flowOf(shown, 'given'), paid);
      expectSame(accounted, paid);
    }));

  it('as a plain recomputation from its events does', () =>
    whateverHappens((life, shown) => {
      const to = (book: string) => movedMoney(life, (_, other) => other === book);
      expectSame(shown.drawn, to('consumed'));
      expectSame(shown.recovered, to('overage'));
      expectSame(flowOf(shown, 'expired'), to('expired'));
      expectSame(plus(flowOf(shown, 'forfeited'), flowOf(shown, 'upgraded')), to('forfeited'));
      expectSame(
        flowOf(shown, 'upgraded'),
        movedMoney(life, (_, other, { type }) => other === 'forfeited' && type === 'SubscriptionUpgraded'),
      );
      expectSame(
        flowOf(shown, 'refunded'),
        movedMoney(life, (_, other, { type }) => other === 'refunded' && type === 'PurchaseReversed'),
      );
      expectSame(flowOf(shown, 'transferred'), to('transferred_out'));
      expectSame(shown.billed, billedMoney(life));
    }));

  it('and keeps in mind what is left: the cost of all that grants still have, or are on the way with', () =>
    whateverHappens((life, shown) => {
      const prices = pricesOf(life.events);
      const there = life.state.grants.reduce<Money>((sum, { grant, remainingMicro }) => {
        const [numerator, denominator] = prices.get(grant)!;
        return plus(sum, [numerator * remainingMicro, denominator]);
      }, NOTHING);
      expectSame(minus(shown.deferred, flowOf(shown, 'transferred')), there);
    }));

  it('and knows of every bucket what is open, as the ledger does (rule 21)', () =>
    fc.assert(
      fc.asyncProperty(anyLife, (life) =>
        afterProjecting(journalOf(life), async (_, { db }) => {
          const rows = (await db.selectFrom('overage_payers').selectAll().execute()).map(overagePayersTable.decode);
          const open = rows.map(({ payers }) =>
            [...payers.entries()].reduce((sum, [, paid]) => sum + (paid.get('') ?? 0n), 0n),
          );
          const known = life.state.overage.map(({ openMicro }) => openMicro);
          const total = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);
          expect(total(open)).toBe(total(known));
        }),
      ),
      { numRuns: 40 },
    ));
});
