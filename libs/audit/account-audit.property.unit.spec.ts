import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEDGER_DOMAIN } from '#apps/standalone/audit/ledger-domain.js';
import { movementsOf, type AccountEvent, type Movement } from '#libs/ledger/contract.js';
import { accountDecider } from '#libs/ledger/index.js';
import { JournalHistoryQueries } from '#libs/projections/history/history.queries.js';
import { AccountLife } from '../../test/support/ledger/account-life.js';
import { anyLife, journalOf } from '../../test/support/projections/journal-of-life.js';
import { createAccountAudit, type AccountAudit } from './index.js';
import { replayedState } from './replay/replayed-state.js';

function auditOf(life: AccountLife): AccountAudit {
  return createAccountAudit({ history: new JournalHistoryQueries(journalOf(life)), domain: LEDGER_DOMAIN });
}

/** Rule 11 in the plainest words: which kind of event takes effect when, and never after it was recorded. */
function effectiveAt(event: AccountEvent, { from }: Movement, recordedAt: number): number {
  if (event.type === 'UsageCharged') return Math.min(event.data.usage.occurredAt, recordedAt);
  if (event.type === 'GrantExpired') return Math.min(event.data.expiresAt, recordedAt);
  if (event.type === 'PeriodSealed') return Math.min(event.data.endsAt, recordedAt);
  const isIssue = event.type === 'CreditsGranted' && from.book === 'issued';
  return isIssue ? Math.min(event.data.terms.eligibleFrom, recordedAt) : recordedAt;
}

function plainSums({ events, recordedAt }: AccountLife, at: number, knownAt: number) {
  const grants = new Map<string, bigint>();
  let overageMicro = 0n;
  events.forEach((event, place) => {
    if (recordedAt[place]! > knownAt) return;
    for (const movement of movementsOf(event)) {
      if (effectiveAt(event, movement, recordedAt[place]!) > at) continue;
      const { from, to, amountMicro } = movement;
      if (from.book === 'grant') grants.set(from.grant, (grants.get(from.grant) ?? 0n) - amountMicro);
      if (to.book === 'grant') grants.set(to.grant, (grants.get(to.grant) ?? 0n) + amountMicro);
      if (from.book === 'overage') overageMicro += amountMicro;
      if (to.book === 'overage') overageMicro -= amountMicro;
    }
  });
  const remainingMicro = [...grants.values()].reduce((sum, left) => sum + left, 0n);
  return { remainingMicro, overageMicro, grants: new Map([...grants].filter(([, left]) => left !== 0n)) };
}

/** Any two points of an account's life at which something may change, or a millisecond to either side. */
function pointsOf(life: AccountLife): fc.Arbitrary<readonly [at: number, knownAt: number]> {
  const changes = life.events.flatMap((event, place) => {
    const recorded = life.recordedAt[place]!;
    return [recorded, ...movementsOf(event).map((movement) => effectiveAt(event, movement, recorded))];
  });
  const point = fc.tuple(fc.constantFrom(...changes), fc.constantFrom(-1, 0, 1)).map(([change, side]) => change + side);
  return fc.tuple(point, point);
}

const anyLifeAtSomePoints = anyLife.chain((life) => fc.tuple(fc.constant(life), pointsOf(life)));

describe('the balance as of another time (rule 11)', () => {
  it('is the plain sum of what took effect by then, among what was recorded by then', () =>
    fc.assert(
      fc.asyncProperty(anyLifeAtSomePoints, async ([life, [at, knownAt]]) => {
        const view = await auditOf(life).balanceAsOf('a', { at, knownAt });
        if (life.recordedAt[0]! > knownAt) return expect(view).toBeUndefined();
        const { grants = [], remainingMicro, overageMicro } = view ?? {};
        const shown = new Map(grants.map(({ grant, remainingMicro: left }) => [grant, left]));
        expect({ remainingMicro, overageMicro, grants: shown }).toEqual(plainSums(life, at, knownAt));
      }),
      { numRuns: 150 },
    ));

  it("is today's, asked for any time from the newest recorded fact on", () =>
    fc.assert(
      fc.asyncProperty(anyLife, async (life) => {
        const newest = life.recordedAt.at(-1)!;
        const view = await auditOf(life).balanceAsOf('a', { at: newest, knownAt: newest });
        const { remainingMicro, overageMicro, grants } = life.state;
        expect(view).toMatchObject({ remainingMicro, overageMicro, revision: life.events.length - 1 });
        const left = new Map(view!.grants.map(({ grant, remainingMicro: amount }) => [grant, amount]));
        expect(left).toEqual(new Map(grants.map(({ grant, remainingMicro: amount }) => [grant, amount])));
      }),
      { numRuns: 40 },
    ));

  it('of an account nobody knew is none', async () => {
    const audit = createAccountAudit({
      history: { history: async () => ({ items: [], next: null }) },
      domain: LEDGER_DOMAIN,
    });
    expect(await audit.balanceAsOf('nobody', { at: 0, knownAt: 0 })).toBeUndefined();
    expect(await audit.replay('nobody', {})).toBeUndefined();
  });
});

describe('the replay of an account', () => {
  it('comes to the state its events come to, at any revision, position and time', () =>
    fc.assert(
      fc.asyncProperty(anyLife, fc.nat(), async (life, some) => {
        const revision = some % life.events.length;
        const state = life.events.slice(0, revision + 1).reduce(accountDecider.evolve, accountDecider.initial);
        if (state.status === 'unopened') throw new Error('a life begins with its opening');
        const audit = auditOf(life);
        const expected = { events: revision + 1, revision, position: revision + 1, state: replayedState(state) };
        expect(await audit.replay('a', { toRevision: revision })).toMatchObject(expected);
        expect(await audit.replay('a', { toPosition: revision + 1 })).toMatchObject(expected);
        const toTime = life.recordedAt[revision]!;
        const known = life.recordedAt.filter((recordedAt) => recordedAt <= toTime).length;
        expect(await audit.replay('a', { toTime })).toMatchObject({ events: known });
      }),
      { numRuns: 30 },
    ));
});

describe('the history of an account as NDJSON', () => {
  it('has every event whole, and a last line that says what it comes to', async () => {
    const ann = new AccountLife().grant('g', 100).charge('u-1', [['input', 30]]);
    const lines: Record<string, unknown>[] = [];
    for await (const line of auditOf(ann).lines('a', {})) lines.push(JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(ann.events.length + 1);
    const charged = lines.at(-2)!;
    expect(charged).toMatchObject({ type: 'UsageCharged', movedMicro: '-30', remainingAfterMicro: '70' });
    expect(charged['recordedAt']).toMatch(/^2\d{3}-.*Z$/);
    expect(lines.at(-1)).toEqual({
      end: true,
      account: 'a',
      events: ann.events.length,
      revision: ann.events.length - 1,
      position: ann.events.length,
      remainingMicro: '70',
      overageMicro: '0',
      grants: [{ grant: 'g', remainingMicro: '70' }],
    });
  });
});
