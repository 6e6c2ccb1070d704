import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Kind } from '#libs/kernel/index.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import { at, chargeUsage, granted, grantCredits, OPEN, OPENED_AT } from '../../../test/support/ledger/samples.js';
import { TinyModel, type TinyGrant, type TinyUsage } from '../../../test/support/ledger/tiny-model.js';
import { accountDecider } from './account.js';
import type { AccountCommand } from './commands.js';
import type { AccountEvent, UsageCharged } from './events.js';
import { postingsOf } from './postings.js';
import { UNOPENED, type AccountState, type OpenAccountState } from './state.js';

type Step =
  | { readonly type: 'grant'; readonly grant: Omit<TinyGrant, 'id'> }
  | { readonly type: 'charge'; readonly usage: TinyUsage };

const DAY = 86_400_000;
const moment = fc.integer({ min: 0, max: 80 }).map((days) => OPENED_AT + days * DAY);
const names = <Name>(...all: readonly Name[]) => fc.subarray([...all], { minLength: 1 });
const terms = fc
  .record(
    {
      priority: fc.constantFrom(10, 30),
      amount: fc.integer({ min: 1, max: 40 }),
      from: moment,
      days: fc.constantFrom(1, 30, Infinity),
      models: names('qwen', 'gpt'),
      kinds: names<Kind>('input', 'output'),
      apps: names('notes', 'search'),
    },
    { requiredKeys: ['priority', 'amount', 'from', 'days'] },
  )
  .map(({ days, ...grant }) => ({ ...grant, until: grant.from + days * DAY }));
const usage: fc.Arbitrary<TinyUsage> = fc.record(
  {
    at: moment,
    model: fc.constantFrom('qwen', 'gpt'),
    app: fc.constantFrom('notes', 'search'),
    costs: fc.array(fc.tuple(fc.constantFrom('input', 'output', 'reasoning'), fc.nat({ max: 30 })), { maxLength: 3 }),
  },
  { requiredKeys: ['at', 'model', 'costs'] },
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('grant' as const), grant: terms }),
    fc.record({ type: fc.constant('charge' as const), usage }),
  ),
  { maxLength: 25 },
);

function grantCommand(id: string, { priority, amount, from, until, ...scope }: Omit<TinyGrant, 'id'>): AccountCommand {
  return grantCredits(
    {
      grant: id,
      priority,
      amountMicro: micro(amount),
      eligibleFrom: from,
      ...(until < Infinity && { expiresAt: until }),
      scope: scopeOf(scope),
    },
    at(OPENED_AT),
  );
}

function scopeOf({ models, kinds, apps }: Pick<TinyGrant, 'models' | 'kinds' | 'apps'>) {
  return { models: models ?? null, kinds: (kinds as readonly Kind[] | undefined) ?? null, apps: apps ?? null };
}

function chargeCommand(id: string, { at: occurredAt, model, app, costs }: TinyUsage): AccountCommand {
  const key = { source: 'gateway', id };
  const more = { key, model, occurredAt, ...(app !== undefined && { app }) };
  return chargeUsage(costs as Parameters<typeof chargeUsage>[0], more, { receivedAt: occurredAt });
}

function decided(command: AccountCommand, state: AccountState): readonly AccountEvent[] {
  const decision = accountDecider.decide(command, state);
  if (decision.type === 'rejected') throw new Error(decision.rejection.code);
  return decision.events;
}

function fold(events: readonly AccountEvent[]): OpenAccountState {
  const state = events.reduce<AccountState>((before, event) => accountDecider.evolve(before, event), UNOPENED);
  if (state.status === 'unopened') throw new Error('the account is open');
  return state;
}

/** Gives the steps to the ledger and to the model; what they say of each debit is compared on the way. */
function lived(taken: readonly Step[]): { readonly events: readonly AccountEvent[]; readonly model: TinyModel } {
  const model = new TinyModel();
  const events: AccountEvent[] = [...OPEN];
  taken.forEach((step, number) => {
    const id = `${step.type}-${number}`;
    const command = step.type === 'grant' ? grantCommand(id, step.grant) : chargeCommand(id, step.usage);
    const made = decided(command, fold(events));
    expect(decided(command, fold(events))).toEqual(made);
    events.push(...made);
    if (step.type === 'grant') model.grant({ id, ...step.grant });
    else expect(payments(made)).toEqual(model.charge(step.usage));
  });
  return { events, model };
}

function payments(events: readonly AccountEvent[]) {
  const debit = events.at(-1);
  if (debit?.type !== 'UsageCharged') throw new Error('a charge ends in a debit');
  return debit.data.allocations.map(({ component, grant, amountMicro }) => [
    component,
    grant ?? 'overage',
    Number(amountMicro),
  ]);
}

const debits = (events: readonly AccountEvent[]): readonly UsageCharged[] =>
  events.filter((event) => event.type === 'UsageCharged');
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

describe('for any grants and charges, in any order', () => {
  it('B1, B4, B5, B8, B11: every debit is paid as the model says, and so is what remains and what is owed', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { events, model } = lived(taken);
        const { grants, remainingMicro, overageMicro } = fold(events);
        const left = [...model.left].filter(([, amount]) => amount > 0);
        const shown = grants.map(({ grant, remainingMicro: remaining }) => [grant, Number(remaining)] as const);
        expect(new Map(shown)).toEqual(new Map(left));
        expect(Number(remainingMicro)).toBe(left.reduce((total, [, amount]) => total + amount, 0));
        expect(Number(overageMicro)).toBe(model.overage);
      }),
    );
  });

  it('rules 17, 19: components, allocations and total agree; no payer is ever below zero', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        for (const { data } of debits(lived(taken).events)) {
          expect(sum(data.components.map(({ amountMicro }) => amountMicro))).toBe(data.totalMicro);
          expect(sum(data.allocations.map(({ amountMicro }) => amountMicro))).toBe(data.totalMicro);
          for (const { amountMicro, afterMicro } of data.allocations) {
            expect(amountMicro).toBeGreaterThan(0n);
            expect(afterMicro).toBeGreaterThanOrEqual(0n);
          }
        }
      }),
    );
  });

  it('rule 19: per grant amount = remaining + consumed, per bucket created = open, at every position', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { events } = lived(taken);
        for (let position = OPEN.length; position <= events.length; position += 1) {
          const past = events.slice(0, position);
          const state = fold(past);
          const paid = debits(past).flatMap(({ data }) => data.allocations);
          for (const event of past.filter(({ type }) => type === 'CreditsGranted')) {
            if (event.type !== 'CreditsGranted') continue;
            const { grant, amountMicro } = event.data.terms;
            const remaining = state.grants.find((live) => live.grant === grant)?.remainingMicro ?? 0n;
            expect(remaining + consumed(paid, (one) => one.grant === grant)).toBe(amountMicro);
          }
          for (const { bucket, openMicro } of state.overage) {
            expect(consumed(paid, ({ overage }) => overage?.period === bucket.period)).toBe(openMicro);
          }
          expect(state.remainingMicro).toBe(sum(state.grants.map(({ remainingMicro }) => remainingMicro)));
          expect(state.overageMicro).toBe(sum(state.overage.map(({ openMicro }) => openMicro)));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('rule 19: the postings of every event sum to zero, and the books show what the state shows', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { events } = lived(taken);
        const books = new Map<string, bigint>();
        for (const event of events) {
          const postings = postingsOf(event);
          expect(sum(postings.map(({ amountMicro }) => amountMicro))).toBe(0n);
          for (const { book, amountMicro } of postings) books.set(book, (books.get(book) ?? 0n) + amountMicro);
        }
        const state = fold(events);
        expect(sum([...books.values()])).toBe(0n);
        expect(books.get('consumed') ?? 0n).toBe(sum(debits(events).map(({ data }) => data.totalMicro)));
        for (const { grant, remainingMicro } of state.grants) expect(books.get(`grant/${grant}`)).toBe(remainingMicro);
        expect(sumOf(books, 'overage/')).toBe(-state.overageMicro);
      }),
    );
  });

  it('rule 16: who pays does not depend on the order in which grants were recorded', () => {
    const shuffled = fc
      .array(terms, { minLength: 1, maxLength: 8 })
      .map((made) => made.map((grant, number) => grantEvent({ id: `g-${number}`, ...grant })))
      .chain((grants) => {
        const all = { minLength: grants.length, maxLength: grants.length };
        return fc.tuple(fc.constant(grants), fc.shuffledSubarray(grants, all));
      });
    fc.assert(
      fc.property(shuffled, usage, ([grants, others], used) => {
        const command = chargeCommand('call', used);
        expect(decided(command, fold([...OPEN, ...others]))).toEqual(decided(command, fold([...OPEN, ...grants])));
      }),
    );
  });
});

function grantEvent({ id, priority, amount, from, until, ...scope }: TinyGrant): AccountEvent {
  const expiresAt = until < Infinity ? until : null;
  return granted(id, amount, { priority, eligibleFrom: from, expiresAt, scope: scopeOf(scope) });
}

function consumed(
  allocations: UsageCharged['data']['allocations'],
  by: (allocation: UsageCharged['data']['allocations'][number]) => boolean,
): bigint {
  return sum(allocations.filter(by).map(({ amountMicro }) => amountMicro));
}

function sumOf(books: ReadonlyMap<string, bigint>, prefix: string): bigint {
  return sum([...books].filter(([book]) => book.startsWith(prefix)).map(([, amount]) => amount));
}
