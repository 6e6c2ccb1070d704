import { smallerCredits } from '#libs/kernel/index.js';
import type { Credits, GrantId, Instant } from '#libs/kernel/index.js';
import { freeMicro } from '../grants/standing.js';
import type { ExactMoney } from '../lines.js';
import type { LiveSubscription, OpenAccountState } from '../state.js';
import { shareOfCredits, smallerFraction, type Fraction } from './fraction.js';
import { daysLeft, zoneOfTerm } from './term.js';

/** What an upgrade gives back of the old terms (rule 31). */
export interface GivenBack {
  /** Money, not negative. */
  readonly credit: ExactMoney;
  readonly forfeits: { readonly grant: GrantId; readonly amountMicro: Credits } | null;
}

/**
 * Credit = what was paid for the term × min(share of its days left, share of its allowance unused); given up is the
 * same share of the allowance, and never what is held. What brings no credits is credited by days alone.
 */
export function givenBack(state: OpenAccountState, live: LiveSubscription, at: Instant): GivenBack {
  const left = daysLeft(zoneOfTerm(state, live), live.term, at, live.term.startsAt);
  const { allowanceMicro, feeMinor } = live;
  const grant = state.grants.find((one) => one.grant === live.grant);
  const unusedMicro = grant === undefined ? 0n : freeMicro(grant);
  const share = allowanceMicro === 0n ? left : smallerFraction(left, unusedOf(unusedMicro, allowanceMicro));
  const credit = { numerator: feeMinor * share.numerator, denominator: share.denominator };
  if (grant === undefined) return { credit, forfeits: null };
  const amountMicro = smallerCredits(freeMicro(grant), shareOfCredits(allowanceMicro, left));
  return { credit, forfeits: amountMicro === 0n ? null : { grant: grant.grant, amountMicro } };
}

function unusedOf(unusedMicro: bigint, allowanceMicro: bigint): Fraction {
  return { numerator: unusedMicro, denominator: allowanceMicro };
}
