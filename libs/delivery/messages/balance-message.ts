import { formatInstant, type HashText } from '#libs/kernel/index.js';
import type { BalanceView } from '#libs/projections/contract.js';
import type { CloudEvent } from './cloud-event.js';
import { count, flag, id, instant, micro, nullable, object, type JsonOf } from './shape.js';
import { decimal, orNull } from './term.js';

export const BALANCE_TYPE = 'ledger.balance.v1';

/** The figures of `GET /v1/accounts/{account}/balance`; the grants, of which there may be many, are left there. */
export const BALANCE = object({
  account: id('Of which account.'),
  position: count('Every event of the ledger up to here is in it. Of two balances the one with the greater is newer.'),
  at: instant('When it was judged what has expired. Of two balances at one position the later is newer.'),
  revision: count('Last event in the history of the account that is in it.'),
  remainingMicro: micro('Over all grants, held and lapsing credits included.'),
  reservedMicro: micro('Held by reservations (rule 23): in remaining, not in available.'),
  availableMicro: micro('What unscoped usage could draw (rule 25).'),
  lapsingMicro: micro('Expired but not taken yet (rule 14): in remaining, not in available.'),
  pendingRolloverMicro: micro('Expired, and given anew when the period is sealed (rule 18).'),
  overageMicro: micro('Usage no grant paid, still open (rule 21).'),
  headroomMicro: micro('How much more overage the policy allows (rules 22, 23).'),
  blocked: flag('Gateways that never reserve should stop calling for the account (rule 22).'),
  period: nullable(count('Number of the newest billing period; null before the first.')),
  usedThisPeriodMicro: micro('Charged to that period, corrections taken in.'),
  nextExpiry: nullable(
    object(
      { at: instant('When.'), amountMicro: micro('How many: neither held nor rolled over.') },
      'The next credits that are lost unless they are used.',
    ),
  ),
});

export function balanceData(view: BalanceView): JsonOf<typeof BALANCE> {
  return {
    account: view.account,
    position: view.position,
    at: formatInstant(view.at),
    revision: view.revision,
    remainingMicro: decimal(view.remainingMicro),
    reservedMicro: decimal(view.reservedMicro),
    availableMicro: decimal(view.availableMicro),
    lapsingMicro: decimal(view.lapsingMicro),
    pendingRolloverMicro: decimal(view.pendingRolloverMicro),
    overageMicro: decimal(view.overageMicro),
    headroomMicro: decimal(view.headroomMicro),
    blocked: view.blocked,
    period: orNull(view.period, ({ period }) => period),
    usedThisPeriodMicro: decimal(view.usedThisPeriodMicro),
    nextExpiry: orNull(view.nextExpiry, ({ at, amountMicro }) => ({
      at: formatInstant(at),
      amountMicro: decimal(amountMicro),
    })),
  };
}

/**
 * The id follows from what the balance says, not from when it was looked at: the same figures told again have the same id,
 * and figures that time alone has changed have another.
 */
export function balanceMessage(view: BalanceView, sha256: HashText): CloudEvent {
  const data = balanceData(view);
  const { at: _at, position: _position, ...figures } = data;
  const digest = sha256(JSON.stringify(figures)).slice(0, 16);
  return {
    id: `${view.account}/balance/${view.revision}/${digest}`,
    type: BALANCE_TYPE,
    time: view.at,
    subject: view.account,
    data,
  };
}
