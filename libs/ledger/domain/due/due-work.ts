import { invariant } from '#libs/kernel/index.js';
import type { Instant } from '#libs/kernel/index.js';
import type { Clock } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { evolveAll } from '../evolve.js';
import { expireGrant } from '../grants/expire.js';
import { oldest } from '../periods/periods.js';
import { sealPeriod } from '../periods/seal.js';
import { endHold } from '../reservations/end-hold.js';
import { renew } from '../selling/renew.js';
import type { OpenAccountState } from '../state.js';
import { expiryOf } from './next-due.js';

export interface DueWork {
  readonly events: readonly AccountEvent[];
  /** The account after them. */
  readonly state: OpenAccountState;
}

/** One thing that is due: giving comes before taking at the same instant, an expiry before a seal, then by id. */
interface DueItem {
  readonly at: Instant;
  readonly rank: (typeof RANK)[keyof typeof RANK];
  readonly id: string;
  /** The events, on the state the item was found in. */
  readonly decide: () => readonly AccountEvent[];
}

const RANK = { holdEnd: 0, renewal: 1, expiry: 2, seal: 3 } as const;

/**
 * Everything that is due by the clock, the earliest first, each decided on what the one before it left (rule 15): a
 * ledger that slept decides the same events as one that was awake.
 */
export function dueWork(state: OpenAccountState, clock: Clock): DueWork {
  const events: AccountEvent[] = [];
  let current = state;
  let done: DueItem | undefined;
  for (;;) {
    const item = earliest(current, clock);
    if (item === undefined) return { events, state: current };
    invariant(done === undefined || !isSame(item, done), 'work that is done is not due again');
    done = item;
    const decided = item.decide();
    events.push(...decided);
    current = evolveAll(current, decided);
  }
}

function earliest(state: OpenAccountState, clock: Clock): DueItem | undefined {
  const { holds, giving, taking } = state.nothingDueBefore;
  const takenBy = clock.takeUpTo - clock.closeGraceMs;
  if (holds > clock.now && giving > clock.giveUpTo && taking > takenBy) return undefined;
  const items = [
    ...(holds > clock.now ? [] : [firstHoldEnd(state)]),
    ...(giving > clock.giveUpTo ? [] : renewals(state, giving)),
    ...(taking > takenBy ? [] : takings(state, taking, clock.closeGraceMs)),
  ];
  return items.reduce((first, item) => (isBefore(item, first) ? item : first));
}

function firstHoldEnd(state: OpenAccountState): DueItem {
  const { reservation, expiresAt } = state.holdEnds[0]!;
  const decide = () => [endHold(state, state.holds.get(reservation)!, 'expired', null)];
  return { at: expiresAt, rank: RANK.holdEnd, id: reservation, decide };
}

/** The bounds are exact, so that what is due first stands at them. */
function renewals(state: OpenAccountState, at: Instant): readonly DueItem[] {
  const ended = state.subscriptions.filter(({ term }) => term.endsAt === at);
  return ended.map((live) => ({ at, rank: RANK.renewal, id: live.subscription, decide: () => renew(state, live) }));
}

function takings(state: OpenAccountState, endedAt: Instant, closeGraceMs: number): readonly DueItem[] {
  const at = endedAt + closeGraceMs;
  const expired = state.grants.filter((grant) => expiryOf(grant) === endedAt);
  const expiries = expired.map((grant) => {
    return { at, rank: RANK.expiry, id: grant.grant, decide: () => [expireGrant(state, grant)] };
  });
  if (oldest(state).endsAt !== endedAt) return expiries;
  return [...expiries, { at, rank: RANK.seal, id: '', decide: () => sealPeriod(state) }];
}

function isSame(left: DueItem, right: DueItem): boolean {
  return left.at === right.at && left.rank === right.rank && left.id === right.id;
}

function isBefore(left: DueItem, right: DueItem): boolean {
  if (left.at !== right.at) return left.at < right.at;
  return left.rank === right.rank ? left.id < right.id : left.rank < right.rank;
}
