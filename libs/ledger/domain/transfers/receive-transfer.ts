import { accept, reject } from '#libs/kernel/index.js';
import type { CommandContext, ReceiveTransfer } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import { grantEvent, grantsRefused, nextGrantId, purchaseEligibleFrom } from '../grants/make-grant.js';
import type { AccountState } from '../state.js';

/** Step two (rule 33): one grant per part, of the origin's priority, expiry, scope and share of the cost. */
export function receiveTransfer(
  { account, transfer, from, currency, parts, context }: ReceiveTransfer & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (context.idUsed) return accept();
  if (state.standing === 'closed') return reject({ code: 'account_closed', account });
  if (currency !== state.currency) {
    return reject({ code: 'currency_differs', expected: state.currency, actual: currency });
  }
  const refused = grantsRefused(
    state,
    parts.map(({ amountMicro }) => amountMicro),
  );
  if (refused !== undefined) return reject(refused);
  const granted = parts.map(({ part, terms, amountMicro, costBasis }, ahead) =>
    grantEvent(state, {
      grant: nextGrantId(state, ahead),
      source: 'transfer',
      priority: terms.priority,
      amountMicro,
      eligibleFrom: purchaseEligibleFrom(state),
      expiresAt: terms.expiresAt,
      scope: terms.scope,
      costBasis,
      transfer: { transfer, from, part },
    }),
  );
  return accept<AccountEvent>(...granted);
}
