import { isInCreditsRange, totalMicro } from '#libs/kernel/index.js';
import type { Credits, GrantId, Instant } from '#libs/kernel/index.js';
import { LIVE_GRANTS_MAX } from '../bounds.js';
import type { CreditsGranted, TransferOrigin } from '../events.js';
import { repaymentsOf } from '../overage/repay.js';
import { oldest } from '../periods/periods.js';
import type { AccountRejection } from '../rejections.js';
import type { OpenAccountState } from '../state.js';
import {
  DEFAULT_PRIORITY,
  type CostBasis,
  type GrantScope,
  type GrantSource,
  type GrantTerms,
  type MoneyLine,
  type Payment,
  type ProductPin,
  type RolloverTerms,
} from '../terms.js';

/** Credits to be given; what is absent is not there. */
export interface NewGrant {
  /** Absent: the account's next number. */
  readonly grant?: GrantId | undefined;
  readonly source: GrantSource;
  /** Absent: the default of the source (rule 16). */
  readonly priority?: number | null | undefined;
  readonly amountMicro: Credits;
  readonly eligibleFrom: Instant;
  readonly expiresAt: Instant | null;
  readonly scope: GrantScope;
  readonly costBasis?: CostBasis | null | undefined;
  readonly rollover?: RolloverTerms | null | undefined;
  readonly product?: ProductPin;
  readonly oncePerCustomer?: boolean;
  readonly subscription?: string;
  readonly transfer?: TransferOrigin;
  readonly paymentRef?: string | null | undefined;
  readonly payment?: Payment | null;
  readonly lines?: readonly MoneyLine[];
}

/** The one way a grant is made: numbered, and repaying what it repays. The state is that of the event before it. */
export function grantEvent(state: OpenAccountState, given: NewGrant): CreditsGranted {
  const terms: GrantTerms = {
    grant: given.grant ?? nextGrantId(state),
    source: given.source,
    priority: given.priority ?? DEFAULT_PRIORITY[given.source],
    amountMicro: given.amountMicro,
    eligibleFrom: given.eligibleFrom,
    expiresAt: given.expiresAt,
    scope: given.scope,
    costBasis: given.costBasis ?? null,
    rollover: given.rollover ?? null,
  };
  return {
    type: 'CreditsGranted',
    data: {
      account: state.account,
      terms,
      product: given.product ?? null,
      oncePerCustomer: given.oncePerCustomer ?? false,
      subscription: given.subscription ?? null,
      transfer: given.transfer ?? null,
      paymentRef: given.paymentRef ?? null,
      payment: given.payment ?? null,
      repays: repaymentsOf(state, terms),
      lines: given.lines ?? [],
    },
  };
}

/** `~n`, counted over all grants there ever were; `ahead` more are made before it. A client's id cannot contain `~`. */
export function nextGrantId({ grantsMade }: Pick<OpenAccountState, 'grantsMade'>, ahead = 0): GrantId {
  return `~${grantsMade + 1 + ahead}`;
}

/** From when a purchase or an incoming transfer pays: a call that ended seconds before it draws on it (rule 14). */
export function purchaseEligibleFrom(state: OpenAccountState): Instant {
  return oldest(state).startsAt;
}

/** Why the account cannot take these grants, if it cannot (rules 1, 20). What remains, or may come back, is in the base. */
export function grantsRefused(state: OpenAccountState, amountsMicro: readonly bigint[]): AccountRejection | undefined {
  if (state.grants.length + amountsMicro.length > LIVE_GRANTS_MAX) {
    return { code: 'too_many_grants', limit: LIVE_GRANTS_MAX };
  }
  if (isInCreditsRange(state.baseMicro + totalMicro(amountsMicro))) return undefined;
  return { code: 'balance_out_of_range', account: state.account };
}
