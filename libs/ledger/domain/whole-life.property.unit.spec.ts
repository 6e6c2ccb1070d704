import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evolve } from './evolve.js';
import { RandomLife } from '../../../test/support/ledger/random-life.js';
import { randomSteps, type RandomStep } from '../../../test/support/ledger/random-steps.js';
import type { AccountEvent } from './events.js';
import { expiryOf } from './due/next-due.js';
import { movementsOf, type Book } from './movements.js';
import { bucketName } from './overage/bucket-name.js';
import { postingsOf } from './postings.js';
import { UNOPENED, type AccountState, type OpenAccountState } from './state.js';

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);

/** Net flows between books: `g > consumed` is what g paid less what came back to it. */
class Flows {
  private readonly net = new Map<string, bigint>();

  add(event: AccountEvent): void {
    for (const { from, to, amountMicro } of movementsOf(event)) {
      this.count(`${nameOf(from)} > ${nameOf(to)}`, amountMicro);
      this.count(`${nameOf(to)} > ${nameOf(from)}`, -amountMicro);
    }
  }

  /** By where it went; without what came in from the issuer. */
  outOf(book: string): ReadonlyMap<string, bigint> {
    const prefix = `${book} > `;
    const out = [...this.net].filter(([name]) => name.startsWith(prefix) && !name.includes('> issued'));
    return new Map(out.map(([name, amount]) => [name.slice(prefix.length), amount]));
  }

  private count(name: string, amountMicro: bigint): void {
    this.net.set(name, (this.net.get(name) ?? 0n) + amountMicro);
  }
}

function nameOf(book: Book): string {
  if (book.book === 'grant') return `grant/${book.grant}`;
  if (book.book === 'overage') return `overage/${bucketName(book.bucket)}`;
  return book.book === 'issued' ? `issued/${book.source}` : book.book;
}

/** Looks at the account after each of its events. */
function everywhere(
  steps: readonly RandomStep[],
  look: (state: OpenAccountState, flows: Flows, past: readonly AccountEvent[]) => void,
): void {
  const { events } = new RandomLife(steps).life;
  const flows = new Flows();
  let state: AccountState = UNOPENED;
  events.forEach((event, at) => {
    const after = evolve(state, event);
    state = after;
    flows.add(event);
    if (at > 0) look(after, flows, events.slice(0, at + 1));
  });
}

describe('whatever happens to an account, at every position of its history', () => {
  it('rule 19: amount = remaining + consumed + repaid + expired + … of every grant, and no part is negative', () => {
    fc.assert(
      fc.property(randomSteps, (steps) => {
        everywhere(steps, (state, flows, past) => {
          for (const event of past) {
            if (event.type !== 'CreditsGranted') continue;
            const { grant, amountMicro } = event.data.terms;
            const out = flows.outOf(`grant/${grant}`);
            const remaining = state.grants.find((live) => live.grant === grant)?.remainingMicro ?? 0n;
            expect(remaining + sum(out.values())).toBe(amountMicro);
            for (const amount of out.values()) expect(amount).toBeGreaterThanOrEqual(0n);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('rule 21: created = open + repaid + billed + written off + reversed of every bucket', () => {
    fc.assert(
      fc.property(randomSteps, (steps) => {
        everywhere(steps, (state, flows) => {
          for (const { bucket, openMicro, repayments, billedMicro, writtenOffMicro } of state.overage) {
            const out = flows.outOf(`overage/${bucketName(bucket)}`);
            const made = (out.get('consumed') ?? 0n) + (out.get('charged_back') ?? 0n);
            const repaid = sum(repayments.map(({ amountMicro }) => amountMicro));
            expect(made).toBe(openMicro + repaid + billedMicro + writtenOffMicro);
            const settled = [...out].filter(([name]) => name !== 'consumed' && name !== 'charged_back');
            expect(-sum(settled.map(([, amount]) => amount))).toBe(repaid + billedMicro + writtenOffMicro);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('B3, rules 19, 23, 26: sums are the sums of their parts, what is held too', () => {
    fc.assert(
      fc.property(randomSteps, (steps) => {
        everywhere(steps, (state) => {
          const holds = [...state.holds.values()];
          expect(state.remainingMicro).toBe(sum(state.grants.map(({ remainingMicro }) => remainingMicro)));
          expect(state.overageMicro).toBe(sum(state.overage.map(({ openMicro }) => openMicro)));
          expect(state.heldHeadroomMicro).toBe(sum(holds.map(({ headroomMicro }) => headroomMicro)));
          expect(state.baseMicro).toBeGreaterThanOrEqual(state.remainingMicro);
          for (const { grant, heldMicro } of state.grants) {
            const parts = holds.flatMap((hold) => hold.parts.filter((part) => part.grant === grant));
            expect(heldMicro).toBe(sum(parts.map(({ amountMicro }) => amountMicro)));
          }
          for (const { usedByMember } of state.periods) {
            for (const used of usedByMember.values()) expect(used).toBeGreaterThan(0n);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('rule 15: nothing falls due before the state says so, and something does right then', () => {
    fc.assert(
      fc.property(randomSteps, (steps) => {
        everywhere(steps, ({ nothingDueBefore, holds, subscriptions, grants, periods }) => {
          expect(nothingDueBefore).toEqual({
            holds: Math.min(Infinity, ...[...holds.values()].map(({ expiresAt }) => expiresAt)),
            giving: Math.min(Infinity, ...subscriptions.map(({ term }) => term.endsAt)),
            taking: Math.min(...periods.map(({ endsAt }) => endsAt), ...grants.map(expiryOf)),
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it('rule 17: the postings of every event sum to zero', () => {
    fc.assert(
      fc.property(randomSteps, (steps) => {
        for (const event of new RandomLife(steps).life.events) {
          expect(sum(postingsOf(event).map(({ amountMicro }) => amountMicro))).toBe(0n);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the random lives these rules are tried on', () => {
  it('see every kind of event that moves credits', () => {
    const lives = fc.sample(randomSteps, { numRuns: 300, seed: 4 }).map((steps) => new RandomLife(steps));
    const seen = new Set(lives.flatMap(({ life }) => life.events.map(({ type }) => type)));
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'CreditsGranted',
        'UsageCharged',
        'UsageCorrected',
        'GrantExpired',
        'GrantAdjustedDown',
        'PeriodSealed',
        'ReservationMade',
        'ReservationEnded',
        'SubscriptionRenewed',
        'SubscriptionUpgraded',
        'PurchaseReversed',
        'TransferSent',
        'TransferReturned',
      ]),
    );
    const steps = new Set(
      lives.flatMap(({ life }) =>
        life.events
          .flatMap((event) => (event.type === 'UsageCorrected' ? event.data.steps : []))
          .map(({ type }) => type),
      ),
    );
    expect([...steps].sort()).toEqual(expect.arrayContaining(['charge', 'grant', 'overage_open', 'overage_repaid']));
  });
});
