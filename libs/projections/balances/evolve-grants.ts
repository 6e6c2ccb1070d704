import { credits, invariant, ZERO_CREDITS, type GrantId } from '#libs/kernel/index.js';
import type { AccountEvent, CreditsGranted } from '#libs/ledger/contract.js';
import type { Draw } from '../runner/draws.js';
import type { GrantMove, Moved } from '../runner/moved.js';
import type { GrantRow } from './grant-rows.js';
import { addOutflow, isOutflow, NO_OUTFLOWS } from './outflows.js';

/** What an event does to one grant. */
export interface GrantChange {
  readonly grant: GrantId;
  readonly moves: readonly GrantMove[];
  readonly heldMicro: bigint;
  readonly ends: boolean;
}

/** One per grant that the event touches, in order of first mention. */
export function grantChanges(event: AccountEvent, { grants }: Moved): readonly GrantChange[] {
  const holds = heldBy(event);
  const ended = endedBy(event);
  const ids = new Set([...grants, ...holds].map(({ grant }) => grant));
  for (const grant of ended) ids.add(grant);
  return [...ids].map((grant) => ({
    grant,
    moves: grants.filter((move) => move.grant === grant),
    heldMicro: holds.reduce((sum, held) => (held.grant === grant ? sum + held.amountMicro : sum), 0n),
    ends: ended.includes(grant),
  }));
}

/** Positive where a reservation takes hold of credits. */
function heldBy(event: AccountEvent): readonly { readonly grant: GrantId; readonly amountMicro: bigint }[] {
  if (event.type === 'ReservationMade') return event.data.parts;
  if (event.type !== 'ReservationEnded') return [];
  return event.data.returns.map(({ grant, amountMicro }) => ({ grant, amountMicro: -amountMicro }));
}

function endedBy(event: AccountEvent): readonly GrantId[] {
  if (event.type === 'GrantExpired') return [event.data.grant];
  return event.type === 'PeriodSealed' ? event.data.rollovers.map(({ grant }) => grant) : [];
}

/** As it is given; what it brings, and what it repays at once, are its first movements. */
export function newGrant({ account, terms }: CreditsGranted['data']): GrantRow {
  const nothing = { remainingMicro: ZERO_CREDITS, consumedMicro: ZERO_CREDITS, heldMicro: ZERO_CREDITS };
  return { account, ...terms, ...nothing, ended: false, outflows: NO_OUTFLOWS };
}

export function changedGrant(row: GrantRow, { moves, heldMicro, ends }: GrantChange): GrantRow {
  const moved = moves.reduce(movedGrant, row);
  const after = { ...moved, heldMicro: credits(moved.heldMicro + heldMicro), ended: moved.ended || ends };
  invariant(
    after.heldMicro >= 0n && after.heldMicro <= after.remainingMicro,
    `grant ${row.grant} of ${row.account} holds no more than remains`,
  );
  return after;
}

/** Rule 19: what leaves a grant, and what comes back to it, is counted by where it goes. */
function movedGrant(row: GrantRow, { other, amountMicro }: GrantMove): GrantRow {
  const remainingMicro = credits(row.remainingMicro + amountMicro);
  if (other === 'issued') return { ...row, remainingMicro };
  if (other === 'consumed') return { ...row, remainingMicro, consumedMicro: credits(row.consumedMicro - amountMicro) };
  invariant(isOutflow(other), `a grant knows what goes to ${other}`);
  return { ...row, remainingMicro, outflows: addOutflow(row.outflows, other, -amountMicro) };
}

/** Each debit says what it leaves, so one that is lost or doubled cannot pass unseen (rule 17). */
export function drawnGrant(row: GrantRow, { takenMicro, heldMicro, afterMicro }: Draw): GrantRow {
  const { grant, account, remainingMicro, consumedMicro } = row;
  invariant(remainingMicro - takenMicro === afterMicro, `grant ${grant} of ${account} has what the debit says remains`);
  const drawn = { ...row, remainingMicro: afterMicro, consumedMicro: credits(consumedMicro + takenMicro) };
  return heldMicro === 0n ? drawn : { ...drawn, heldMicro: credits(row.heldMicro - heldMicro) };
}
