import { invariant, type Credits, type HashText, type Instant } from '#libs/kernel/index.js';
import { tariffBookAggregate } from '#libs/catalog/index.js';
import type { PriorUse } from '#libs/journal/contract.js';
import type { Origin, Session } from '#libs/journal/application/session.js';
import {
  accountAggregate,
  accountDecider,
  conflictKey,
  keyUseOfCharge,
  tariffBookOf,
  type AccountRejection,
  type ChargeUsage,
} from '#libs/ledger/index.js';
import type { MeteredUsage } from '#libs/metering/contract.js';
import { rate, type RatedUsage } from '#libs/rating/index.js';
import type { ChargeReceipt } from '../contract.js';
import type { Hold } from '../domain/hold.js';
import { beyondHorizon, type Horizon } from '../domain/horizon.js';
import { settlementKeyOf } from './settlement.js';

export type UsageOutcome =
  | { readonly type: 'charged'; readonly at: ChargeReceipt; readonly totalMicro: Credits }
  | { readonly type: 'duplicate' | 'conflict'; readonly at: ChargeReceipt }
  | { readonly type: 'held'; readonly hold: Hold };

export interface ChargeContext {
  readonly session: Session;
  readonly sha256: HashText;
  readonly horizon: Horizon;
  /** How long after its end a period is sealed and an expired grant's rest is taken (rules 13, 14). */
  readonly closeGraceMs: number;
  /** Every other source has been read up to here: work that takes waits for it (rule 15). */
  readonly readUpTo: Instant;
}

/**
 * The sentence of the product for one usage, in an order that is part of the contract: (1) seen before? (2) within the
 * horizon? (3) account open? (4) priced? (5) charge. Only the last step uses up the key.
 */
export function chargeOne(metered: MeteredUsage, origin: Origin, context: ChargeContext): UsageOutcome {
  const { usage, usageKey } = metered;
  const prior = context.session.prior(usageKey);
  if (prior !== undefined) return answerSeen(metered, prior, origin, context);

  const beyond = beyondHorizon(usage.occurredAt, origin.receivedAt, context.horizon);
  if (beyond !== undefined) return { type: 'held', hold: beyond };

  const account = context.session.state(accountAggregate, usage.account);
  if (account.status === 'unopened') return { type: 'held', hold: accountUnknown(usage.account) };

  const book = tariffBookOf(account, usage.occurredAt);
  const rating = rate(usage, context.session.state(tariffBookAggregate, book));
  if (rating.type === 'unpriced') {
    return { type: 'held', hold: rateUnknown(usage.model, rating.quantity.kind, usage.tier, book) };
  }
  if (rating.type === 'out_of_range') return { type: 'held', hold: OUT_OF_RANGE };
  return charge(metered, rating.rated, origin, context);
}

/** Rule 6: the same content gets the same answer; other content becomes one conflict on the account that holds the key. */
function answerSeen(metered: MeteredUsage, prior: PriorUse, origin: Origin, context: ChargeContext): UsageOutcome {
  const { session, sha256 } = context;
  const holder = accountOf(prior);
  const at = { account: holder, revision: prior.revision };
  const state = session.state(accountAggregate, holder);
  const seen = accountDecider.decide({ ...chargeCommand(metered, NO_PRICE, origin, context), prior }, state);
  if (seen.type === 'accepted') return { type: 'duplicate', at };
  invariant(seen.rejection.code === 'usage_key_conflict', 'a used key is a duplicate or a conflict');
  const recorded = accountDecider.decide(
    {
      type: 'RecordUsageConflict',
      key: metered.usage.key,
      prior,
      conflictingHash: metered.contentHash,
      claimedAccount: metered.usage.account,
      alreadyRecorded: session.prior(conflictKey(metered.usageKey, metered.contentHash, sha256)) !== undefined,
    },
    state,
  );
  invariant(recorded.type === 'accepted', 'a conflict can always be recorded');
  session.append(accountAggregate, holder, recorded.events, origin);
  return { type: 'conflict', at };
}

function charge(metered: MeteredUsage, rated: RatedUsage, origin: Origin, context: ChargeContext): UsageOutcome {
  const { account } = metered.usage;
  const { session } = context;
  const state = session.state(accountAggregate, account);
  const decision = accountDecider.decide(chargeCommand(metered, rated, origin, context), state);
  if (decision.type === 'rejected') return { type: 'held', hold: holdOf(decision.rejection) };
  const { events } = decision;
  // What was due comes before the debit, the end of its reservation behind it.
  const at = events.findLastIndex(({ type }) => type === 'UsageCharged');
  const charged = events[at];
  invariant(charged?.type === 'UsageCharged', 'a charge has a debit');
  const known = { event: charged, keys: [keyUseOfCharge(metered.usageKey, metered.contentHash)] };
  const revision = session.append(accountAggregate, account, events, origin, known) - (events.length - 1 - at);
  return { type: 'charged', at: { account, revision }, totalMicro: charged.data.totalMicro };
}

const NO_PRICE: RatedUsage = { tariffs: [], components: [] };

function chargeCommand(
  { usage, contentHash }: MeteredUsage,
  { tariffs, components }: RatedUsage,
  { receivedAt }: Origin,
  { session, sha256, closeGraceMs, readUpTo }: ChargeContext,
): ChargeUsage {
  const { reservationId } = usage;
  return {
    type: 'ChargeUsage',
    usage,
    contentHash,
    tariffs,
    components,
    receivedAt,
    clock: { now: session.now, giveUpTo: receivedAt, takeUpTo: Math.min(receivedAt, readUpTo), closeGraceMs },
    settledBefore:
      reservationId !== undefined && session.prior(settlementKeyOf(usage, reservationId, sha256)) !== undefined,
  };
}

const OUT_OF_RANGE: Hold = {
  reason: 'amount_out_of_range',
  sentence:
    'Its amount, or the overage it would leave, does not fit in 64 bits of micro-credits. Check quantities and tariff.',
};

function accountUnknown(account: string): Hold {
  return {
    reason: 'account_unknown',
    sentence: `Account ${account} is not open. It is charged as soon as it is opened.`,
  };
}

function rateUnknown(model: string, kind: string, tier: string, book: string): Hold {
  const sentence = `Tariff book ${book} had no ${tier} rate for ${kind} of ${model} when it happened. It is charged as soon as one is published.`;
  return { reason: 'rate_unknown', sentence };
}

function alreadySettled(reservation: string): Hold {
  const sentence = `Reservation ${reservation} was settled by this request id under another usage key: most likely the same call told twice. An operator decides.`;
  return { reason: 'reservation_already_settled', sentence };
}

function holdOf(rejection: AccountRejection): Hold {
  if (rejection.code === 'reservation_already_settled') return alreadySettled(rejection.reservation);
  invariant(rejection.code === 'amount_out_of_range', `an open account never refuses usage, but ${rejection.code}`);
  return OUT_OF_RANGE;
}

export function accountOf({ stream }: PriorUse): string {
  return stream.slice(accountAggregate.category.length + 1);
}
