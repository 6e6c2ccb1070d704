import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountLife } from '../../test/support/ledger/account-life.js';
import { anyLife, journalOf } from '../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../test/support/projections/views-harness.js';
import {
  availableMicro,
  headroomMicro,
  isBlocked,
  lapsingMicro,
  overageLines,
  pendingRolloverMicro,
  periodAt,
  totalMinor,
  type MoneyLine,
} from '#libs/ledger/contract.js';
import type { GrantView, Invoice, InvoiceLine, ReadModels } from './contract.js';

const ALL = { limit: 1_000 };
const DAY = 86_400_000;

function whateverHappens(look: (models: ReadModels, life: AccountLife) => Promise<void>): Promise<void> {
  return fc.assert(
    fc.asyncProperty(anyLife, (life) => afterProjecting(journalOf(life), (models) => look(models, life))),
    { numRuns: 20 },
  );
}

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);
const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1);

describe('whatever happens to an account, its read models agree with the ledger', () => {
  it('about the balance, and whether it is blocked (rules 14, 18, 21, 22, 25)', () =>
    whateverHappens(async ({ balances }, { state, now, events }) => {
      for (const at of [now, now + 20 * DAY]) {
        expect(await balances.balance('a', at)).toMatchObject({
          remainingMicro: state.remainingMicro,
          reservedMicro: sum(state.grants.map(({ heldMicro }) => heldMicro)),
          availableMicro: availableMicro(state.grants, at),
          lapsingMicro: lapsingMicro(state.grants, at),
          pendingRolloverMicro: pendingRolloverMicro(state.grants, at),
          overageMicro: state.overageMicro,
          headroomMicro: headroomMicro(state, periodAt(state, at)),
          blocked: isBlocked(state, at),
          usedThisPeriodMicro: state.periods.at(-1)!.usedMicro,
          revision: events.length - 1,
        });
      }
    }));

  it('about every grant, whose amount is fully accounted for (rule 19)', () =>
    whateverHappens(async ({ balances }, { state, events }) => {
      const { items } = await balances.grants('a', ALL, 0);
      const given = events.flatMap((event) => (event.type === 'CreditsGranted' ? [event.data.terms.grant] : []));
      expect(items.map(({ grant }) => grant)).toEqual([...given].sort());
      for (const grant of items) expect(accountedFor(grant)).toBe(grant.amountMicro);
      const live = items.filter(({ remainingMicro }) => remainingMicro > 0n).map(standing);
      expect(live.sort(byId)).toEqual(state.grants.map(standing).sort(byId));
      const shown = (await balances.balance('a', 0))!.grants.map(({ grant }) => grant);
      expect(shown).toEqual(state.grants.map(({ grant }) => grant));
    }));

  it('about what each member used, and may use (rule 26)', () =>
    whateverHappens(async ({ balances }, { state }) => {
      const { items } = await balances.members('a', ALL);
      const used = state.periods.at(-1)!.usedByMember.get('m-1') ?? 0n;
      expect(items).toEqual([
        {
          member: 'm-1',
          known: true,
          usedThisPeriodMicro: used,
          limitMicro: null,
          reservedMicro: state.heldByMember.get('m-1') ?? 0n,
          leftMicro: null,
        },
      ]);
    }));

  it('about open reservations (rule 23)', () =>
    whateverHappens(async ({ reservations }, { state }) => {
      const { items } = await reservations.reservations('a', ALL);
      const shown = items.map(({ reservation: id, heldMicro, headroomMicro: headroom, expiresAt }) => {
        return { id, heldMicro, headroom, expiresAt };
      });
      const open = [...state.holds.values()].map(({ reservation: id, parts, headroomMicro: headroom, expiresAt }) => {
        return { id, heldMicro: sum(parts.map(({ amountMicro }) => amountMicro)), headroom, expiresAt };
      });
      expect(shown).toEqual(open.sort(byId));
    }));

  it('about who the account is, what it subscribes to and what is in flight', () =>
    whateverHappens(async ({ accounts }, { state }) => {
      const { standing: status, overagePolicy, tariffBooks, alertRules } = state;
      expect(await accounts.account('a')).toMatchObject({ standing: status, overagePolicy, tariffBooks, alertRules });
      const live = (await accounts.subscriptions('a', ALL)).items.filter(({ ended }) => ended === null);
      expect(live.map(({ change, ...shown }) => ({ ...shown, next: change?.next })).map(agreed)).toEqual(
        state.subscriptions.map(agreed).sort(byId),
      );
      const transfers = (await accounts.transfers('a', ALL)).items.map(({ transfer }) => transfer);
      expect(transfers).toEqual(state.transfers.map(({ transfer }) => transfer).sort());
      const periods = (await accounts.periods('a', ALL)).items;
      const numbers = (sealed: boolean) =>
        periods.filter((period) => period.sealed === sealed).map((one) => one.period);
      expect(numbers(true)).toEqual(state.sealedPeriods.map(({ period }) => period));
      expect(numbers(false)).toEqual(state.periods.map(({ period }) => period));
    }));

  it('about the bill: draft as the seal would make it, sealed as it was made (rules 3, 34)', () =>
    whateverHappens(async ({ invoices }, { state, events }) => {
      for (const { period, lines, usedMicro } of state.periods) {
        const invoice = (await invoices.invoice('a', period))!;
        const drafted = [...lines, ...overageLines(state, period)];
        expectBill(invoice, drafted, 'draft');
        expect(invoice.totals).toMatchObject({ amountMinor: totalMinor(drafted), usedMicro });
      }
      for (const event of events) {
        if (event.type !== 'PeriodSealed') continue;
        const { period, lines, totalMinor: amountMinor, usedMicro } = event.data;
        const invoice = (await invoices.invoice('a', period))!;
        expectBill(invoice, lines, 'sealed');
        expect(invoice.totals).toMatchObject({ amountMinor, usedMicro });
        expect(invoice.period).toMatchObject({ sealed: true, totalMinor: amountMinor, usedMicro });
      }
    }));

  it('about every receipt: the net result of all corrections (rule 27)', () =>
    whateverHappens(async ({ receipts }, life) => {
      for (const event of life.events) {
        if (event.type !== 'UsageCharged') continue;
        const { source, id } = event.data.usage;
        const receipt = (await receipts.receipt({ source, id }))!;
        const { charged, last, lastRevision } = life.facts(id);
        const { totalMicro, components, tariffs } = last ?? charged;
        expect(receipt.net).toMatchObject({ totalMicro, components, tariffs, revision: lastRevision });
        expect(sum(receipt.net.allocations.map(({ amountMicro }) => amountMicro))).toBe(totalMicro);
        expect(receipt.corrections.map(({ correction }) => correction)).toEqual(
          Array.from({ length: last?.correction ?? 0 }, (_, at) => at + 1),
        );
      }
    }));

  it('about the history, which ends at what the account has', () =>
    whateverHappens(async ({ history }, { state, events }) => {
      const { items } = await history.history('a', ALL);
      expect(items).toHaveLength(events.length);
      const { remainingMicro: remainingAfterMicro, overageMicro: overageAfterMicro } = state;
      expect(items.at(-1)).toMatchObject({ remainingAfterMicro, overageAfterMicro });
    }));

  it('about when something is due, and only then (rule 15)', () =>
    whateverHappens(async ({ timers }, { state, now }) => {
      const closeGraceMs = 3 * DAY;
      for (const later of [0, 1, 10, 35, 70]) {
        for (const behind of [0, 5]) {
          const limits = { now: now + later * DAY, takeUpTo: now + (later - behind) * DAY, closeGraceMs };
          const { holds, giving, taking } = state.nothingDueBefore;
          const isDue =
            holds <= limits.now ||
            giving <= limits.now ||
            taking <= limits.takeUpTo - closeGraceMs ||
            state.transfers.length > 0;
          expect(await timers.due(limits, { limit: 10 })).toEqual(isDue ? ['a'] : []);
        }
      }
    }));
});

function accountedFor(grant: GrantView): bigint {
  return sum([
    grant.remainingMicro,
    grant.consumedMicro,
    grant.overageRepaidMicro,
    grant.expiredMicro,
    grant.forfeitedMicro,
    grant.rolledOutMicro,
    grant.transferredOutMicro,
    grant.refundedMicro,
    grant.adjustedDownMicro,
  ]);
}

function standing(grant: Pick<GrantView, 'grant' | 'remainingMicro' | 'heldMicro' | 'ended' | 'expiresAt'>) {
  const { grant: id, remainingMicro, heldMicro, ended, expiresAt } = grant;
  return { id, remainingMicro, heldMicro, ended, expiresAt };
}

function agreed(one: {
  readonly subscription: string;
  readonly product: unknown;
  readonly terms: unknown;
  readonly term: unknown;
  readonly occurrences: number;
  readonly allowanceMicro: bigint;
  readonly grant: string | null;
  readonly next: unknown;
}) {
  const { subscription: id, product, terms, term, occurrences, allowanceMicro, grant, next } = one;
  return { id, product, terms, term, occurrences, allowanceMicro, grant, next };
}

function expectBill({ lines }: Invoice, expected: readonly MoneyLine[], state: InvoiceLine['state']): void {
  const shown = lines.filter(({ type }) => type !== 'usage' && type !== 'unbilled_overage');
  const money = (line: Pick<MoneyLine, 'kind' | 'subject' | 'amountMinor' | 'payment'>) => [
    line.kind,
    line.subject,
    line.amountMinor,
    line.payment,
  ];
  expect(shown.map((line) => 'subject' in line && [line.type, line.subject, line.amountMinor, line.payment])).toEqual(
    expected.map(money),
  );
  expect(lines.filter((line) => line.state !== state)).toEqual([]);
  expect(new Set(lines.map(({ reference }) => reference)).size).toBe(lines.length);
}
