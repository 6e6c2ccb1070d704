import { credits, ZERO_CREDITS, type Instant } from '#libs/kernel/index.js';
import { hasExpired, isUnscoped, type AccountEvent, type GrantTerms } from '#libs/ledger/contract.js';
import type { GrantMove } from '../runner/moved.js';
import type { AlertState, WatchedGrant } from './alert-state.js';
import { moveFigures, used, usedOfBase } from './watched-grants.js';

/**
 * Follows an event's movements, but for a debit's (rule 35). Credits that come or go otherwise than by use move both
 * figures: what was granted, repaid, sent away, refunded or taken back is what there is to use. Use, and use undone, moves
 * what remains. Of a lapsed grant neither figure knows.
 */
export function moveCredits(
  state: AlertState,
  event: AccountEvent,
  moves: readonly GrantMove[],
  now: Instant,
): AlertState {
  return moves.reduce((next, move) => follow(next, event, move, now), state);
}

function follow(state: AlertState, event: AccountEvent, move: GrantMove, now: Instant): AlertState {
  const found = state.grants.find(({ grant }) => grant === move.grant) ?? entering(event, move.grant, now);
  if (found === undefined) return state;
  const after = moved(state, event, found, move);
  const next = withGrant(state, after);
  const base = move.other === 'consumed' ? 0n : (after.inBaseMicro ?? 0n) - (found.inBaseMicro ?? 0n);
  return moveFigures(next, found.pot, base, move.amountMicro);
}

function moved(state: AlertState, event: AccountEvent, grant: WatchedGrant, move: GrantMove): WatchedGrant {
  const remainingMicro = credits(grant.remainingMicro + move.amountMicro);
  if (grant.inBaseMicro === null) return { ...grant, remainingMicro };
  if (move.other === 'consumed' && move.amountMicro <= 0n) return used(grant, remainingMicro);
  const inBase =
    grant.inBaseMicro + (move.other === 'consumed' ? comesBack(state, event, grant, move) : move.amountMicro);
  return { ...grant, remainingMicro, inBaseMicro: inBase > 0n ? credits(inBase) : ZERO_CREDITS };
}

/** What is given back of this period's use was in its base when it was used; of an earlier period's it was not. */
function comesBack(state: AlertState, event: AccountEvent, { pot }: WatchedGrant, { amountMicro }: GrantMove): bigint {
  if (event.type !== 'UsageCorrected' || event.data.chargedPeriod !== state.period) return 0n;
  const left = usedOfBase(state, pot);
  return amountMicro < left ? amountMicro : left;
}

function withGrant(state: AlertState, grant: WatchedGrant): AlertState {
  const others = state.grants.filter((watched) => watched.grant !== grant.grant);
  if (grant.remainingMicro === 0n) return { ...state, grants: others };
  const index = state.grants.findIndex((watched) => watched.grant === grant.grant);
  return { ...state, grants: index < 0 ? [...others, grant] : state.grants.with(index, grant) };
}

/** A grant that is given, or that was used up and is back; not one that has expired already. */
function entering(event: AccountEvent, id: string, now: Instant): WatchedGrant | undefined {
  const terms = termsIn(event).find(({ grant }) => grant === id);
  if (terms === undefined || hasExpired(terms, now)) return undefined;
  const { grant, expiresAt, scope, source } = terms;
  const inBaseMicro = source === 'refund' ? null : ZERO_CREDITS;
  return {
    grant,
    pot: isUnscoped(scope) ? 'unscoped' : 'scoped',
    remainingMicro: ZERO_CREDITS,
    expiresAt,
    inBaseMicro,
  };
}

function termsIn({ type, data }: AccountEvent): readonly GrantTerms[] {
  if (type === 'CreditsGranted') return [data.terms];
  if (type === 'UsageCorrected') return data.revived;
  return type === 'TransferReturned' ? data.parts.map(({ grant }) => grant) : [];
}
