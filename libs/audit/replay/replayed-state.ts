import type { Credits, Instant } from '#libs/kernel/index.js';
import type { AlertRules, MemberTerms, OverageBucket, OveragePolicy } from '#libs/ledger/contract.js';
import type {
  AuditedAccount,
  AuditedBucket,
  AuditedGrant,
  AuditedHold,
  AuditedPeriod,
  AuditedSubscription,
} from '../ports/ledger-domain.port.js';

export interface ReplayedPeriod extends Omit<AuditedPeriod, 'usedByMember'> {
  readonly usedByMember: readonly { readonly member: string; readonly usedMicro: Credits }[];
}

export interface ReplayedBucket {
  readonly bucket: OverageBucket;
  readonly openMicro: Credits;
  readonly repaidMicro: bigint;
  readonly billedMicro: Credits;
  readonly writtenOffMicro: Credits;
}

/** A folded account, whole, as plain lists. */
export interface ReplayedState {
  readonly standing: AuditedAccount['standing'];
  readonly kind: AuditedAccount['kind'];
  readonly openedAt: Instant;
  readonly currency: string;
  readonly zone: string;
  readonly billingDay: number;
  readonly overagePolicy: OveragePolicy;
  readonly alertRules: AlertRules;
  readonly tariffBooks: AuditedAccount['tariffBooks'];
  readonly members: readonly MemberTerms[];
  /** Held credits included. */
  readonly remainingMicro: Credits;
  /** Held by reservations, over all grants. */
  readonly reservedMicro: bigint;
  readonly overageMicro: Credits;
  readonly heldHeadroomMicro: Credits;
  /** With credits left, in burn order (rule 16). */
  readonly grants: readonly AuditedGrant[];
  readonly overage: readonly ReplayedBucket[];
  readonly reservations: readonly AuditedHold[];
  /** Unsealed, oldest first. */
  readonly periods: readonly ReplayedPeriod[];
  readonly sealedPeriods: AuditedAccount['sealedPeriods'];
  readonly subscriptions: readonly AuditedSubscription[];
  readonly transfers: AuditedAccount['transfers'];
  readonly disputes: AuditedAccount['disputes'];
}

export function replayedState(state: AuditedAccount): ReplayedState {
  const { standing, kind, openedAt, currency, zone, billingDay, overagePolicy, alertRules, tariffBooks } = state;
  const { remainingMicro, overageMicro, heldHeadroomMicro, grants, sealedPeriods, subscriptions } = state;
  return {
    ...{ standing, kind, openedAt, currency, zone, billingDay, overagePolicy, alertRules, tariffBooks },
    members: [...state.members.values()],
    remainingMicro,
    reservedMicro: grants.reduce((sum, { heldMicro }) => sum + heldMicro, 0n),
    overageMicro,
    heldHeadroomMicro,
    grants,
    overage: state.overage.map(replayedBucket),
    reservations: [...state.holds.values()],
    periods: state.periods.map(replayedPeriod),
    sealedPeriods,
    subscriptions,
    transfers: state.transfers,
    disputes: state.disputes,
  };
}

/** What was repaid, over all repayments: a bucket may have hundreds. */
export function repaidMicro({ repayments }: AuditedBucket): bigint {
  return repayments.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
}

function replayedBucket(bucket: AuditedBucket): ReplayedBucket {
  const { openMicro, billedMicro, writtenOffMicro } = bucket;
  return { bucket: bucket.bucket, openMicro, repaidMicro: repaidMicro(bucket), billedMicro, writtenOffMicro };
}

function replayedPeriod({ usedByMember, ...period }: AuditedPeriod): ReplayedPeriod {
  return { ...period, usedByMember: [...usedByMember].map(([member, usedMicro]) => ({ member, usedMicro })) };
}
