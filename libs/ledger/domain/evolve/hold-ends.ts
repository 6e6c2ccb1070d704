import { invariant, type Instant } from '#libs/kernel/index.js';
import type { HoldEnd } from '../state.js';

type Ends = readonly HoldEnd[];

/** Ten thousand reservations may end in one decision (rule 20), so none is looked for among all the others. */
export function withEnd(ends: Ends, end: HoldEnd): Ends {
  return ends.toSpliced(placeOf(ends, end), 0, end);
}

export function withoutEnd(ends: Ends, end: HoldEnd): Ends {
  const at = placeOf(ends, end);
  invariant(ends[at]?.reservation === end.reservation, 'an open reservation has its end in the list');
  return ends.toSpliced(at, 1);
}

export function firstEnd([first]: Ends): Instant {
  return first?.expiresAt ?? Infinity;
}

/** Where it stands, or would stand. */
function placeOf(ends: Ends, end: HoldEnd): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(ends[middle]!, end)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(left: HoldEnd, right: HoldEnd): boolean {
  if (left.expiresAt !== right.expiresAt) return left.expiresAt < right.expiresAt;
  return left.reservation < right.reservation;
}
