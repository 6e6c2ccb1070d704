import { credits } from '#libs/kernel/index.js';
import type { AccountEvent } from '../events.js';
import { movementsOf, type Book } from '../movements.js';
import type { OpenAccountState } from '../state.js';
import type { GrantTerms } from '../terms.js';
import { inFlightMicro } from '../transfers/in-flight.js';
import { GrantChanges } from './change-grants.js';
import { moveOverage } from './move-overage.js';

/**
 * The account after what an event moves. `known` are the terms the event carries of grants that are not in the state;
 * `changes` what it does to grants besides.
 */
export function moveCredits(
  state: OpenAccountState,
  event: AccountEvent,
  known: readonly GrantTerms[] = [],
  changes = new GrantChanges(),
): OpenAccountState {
  const movements = movementsOf(event);
  for (const { from, to, amountMicro } of movements) {
    if (from.book === 'grant') changes.add(from.grant, { remainingMicro: -amountMicro });
    if (to.book === 'grant') changes.add(to.grant, { remainingMicro: amountMicro });
  }
  const net = (book: Book['book']): bigint =>
    movements.reduce((sum, { from, to, amountMicro }) => {
      const into = to.book === book ? amountMicro : 0n;
      return sum + into - (from.book === book ? amountMicro : 0n);
    }, 0n);
  const remainingMicro = credits(state.remainingMicro + net('grant'));
  const mayRemainMicro = credits(remainingMicro + inFlightMicro(state));
  return {
    ...state,
    grants: changes.applyTo(state.grants, known),
    overage: moveOverage(state.overage, movements, known),
    remainingMicro,
    baseMicro: mayRemainMicro > state.baseMicro ? mayRemainMicro : state.baseMicro,
    // The overage book is what the account owes: it is lowered by what is taken from it.
    overageMicro: credits(state.overageMicro - net('overage')),
  };
}
