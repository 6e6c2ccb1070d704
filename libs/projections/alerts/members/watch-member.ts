import { subtractCredits, ZERO_CREDITS, type MemberId } from '#libs/kernel/index.js';
import { isSameThreshold } from '../alert-state.js';
import type { AlertState, Crossing, Figures, SpokenAlert, Threshold } from '../alert-state.js';
import { freshlyCrossed, judgeThresholds, spokenOf, type Moment, type Watch } from '../judge-thresholds.js';
import { measure } from '../thresholds.js';
import type { MemberCrossings } from './member-crossings-rows.js';
import type { MemberRow } from './member-rows.js';

/** What members are judged by: the percents of the account's rules, in its newest period. */
export type MemberRules = Pick<AlertState, 'thresholds' | 'period'>;

export interface MemberStep {
  readonly row: MemberRow;
  readonly crossings: readonly Crossing[];
  readonly raised: readonly SpokenAlert[];
  readonly cleared: readonly SpokenAlert[];
}

const NONE: readonly never[] = [];

/**
 * Rule 35 for one member (ADR 0015): the limit is the base, what is left of it what remains. Each rise of the limit starts
 * a generation; without a limit there is nothing to cross.
 */
export function watchMember(
  before: MemberRow | undefined,
  after: MemberRow,
  group: MemberCrossings | undefined,
  rules: MemberRules,
  moment: Moment,
): MemberStep {
  const known = group?.crossings.get(after.member) ?? NONE;
  if (!isWatched(after) && known.length === 0) return { row: after, crossings: NONE, raised: NONE, cleared: NONE };
  const thresholds = isWatched(after) ? percentsOf(rules) : NONE;
  const crossings = [...known, ...metAlready(before, thresholds, known, rules.period)];
  // Both numbers only grow, so their sum names no alert twice.
  const generation = after.generation + (group?.generation ?? 0);
  const watch: Watch = { thresholds, crossings, generation };
  const occasion = hasRisen(before, after) ? 'new_generation' : 'movement';
  const judged = judgeThresholds(watch, figuresOf(after, rules.period), occasion, moment);
  if (judged === undefined) return { row: after, crossings, raised: NONE, cleared: NONE };
  const row = { ...after, generation: after.generation + judged.generation - generation };
  return { row, crossings: judged.crossings, raised: judged.raised, cleared: judged.cleared };
}

/** What ends for all members at once: with the period everything, with new rules what they no longer speak of. */
export function endCrossings(
  group: MemberCrossings,
  isOver: (threshold: Threshold) => boolean,
): { readonly group: MemberCrossings; readonly ended: readonly (readonly [MemberId, readonly SpokenAlert[]])[] } {
  const all = [...group.crossings];
  const kept = all.map(([member, crossings]) => [member, crossings.filter((crossing) => !isOver(crossing))] as const);
  return {
    group: {
      ...group,
      generation: group.generation + 1,
      crossings: new Map(kept.filter(([, crossings]) => crossings.length > 0)),
    },
    ended: all.map(([member, crossings]) => [member, spokenOf(crossings.filter(isOver))] as const),
  };
}

export function isStillRuled({ thresholds }: MemberRules, threshold: Threshold): boolean {
  return thresholds.some((other) => isSameThreshold(other, threshold));
}

/** Those new rules brought after they were met: they count as fired, silently. Seen when the member is seen again. */
function metAlready(
  before: MemberRow | undefined,
  thresholds: readonly Threshold[],
  known: readonly Crossing[],
  period: number,
): readonly Crossing[] {
  if (before === undefined || !isWatched(before)) return NONE;
  const met = freshlyCrossed(thresholds, known, measure(figuresOf(before, period)));
  return met.map((threshold) => ({ ...threshold, spoken: null }));
}

type WatchedRow = MemberRow & { readonly limitMicro: NonNullable<MemberRow['limitMicro']> };

/** Of nothing there are no percents. */
function isWatched(row: MemberRow): row is WatchedRow {
  return row.limitMicro !== null && row.limitMicro > 0n;
}

function hasRisen(before: MemberRow | undefined, after: MemberRow): boolean {
  if (!isWatched(after)) return false;
  return before === undefined || !isWatched(before) || after.limitMicro > before.limitMicro;
}

function figuresOf({ limitMicro, period: usedIn, usedMicro }: MemberRow, period: number): Figures {
  const baseMicro = limitMicro ?? ZERO_CREDITS;
  return { baseMicro, remainingMicro: subtractCredits(baseMicro, usedIn === period ? usedMicro : ZERO_CREDITS) };
}

function percentsOf({ thresholds }: MemberRules): readonly Threshold[] {
  return thresholds.filter(({ kind }) => kind === 'percent');
}
