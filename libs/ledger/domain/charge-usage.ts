import { accept, fingerprint, invariant, reject, totalMicro, isInCreditsRange } from '#libs/kernel/index.js';
import type { Decision } from '#libs/kernel/index.js';
import { allocate } from './allocate.js';
import { BURN_ORDER_VERSION } from './burn-order.js';
import type { ChargeableUsage, ChargeUsage, RecordUsageConflict } from './commands.js';
import type { AccountEvent, ChargedUsage, UsageCharged } from './events.js';
import { oldest, periodOf, periodsUpTo, usedIn } from './periods.js';
import type { AccountRejection } from './rejections.js';
import type { AccountState, OpenAccountState } from './state.js';
import type { ChargeFlag } from './terms.js';

type ChargeDecision = Decision<AccountEvent, AccountRejection>;

/** Version of the content hash's encoding (rule 5), stored beside the hash. */
export const CONTENT_HASH_VERSION = 1;

/** Usage has happened, so an open account never refuses it (rule 21): at worst it is flagged or becomes overage. */
export function chargeUsage(command: ChargeUsage, state: AccountState): ChargeDecision {
  const { usage, contentHash, prior } = command;
  if (prior?.content === fingerprint(contentHash)) return accept();
  if (prior !== undefined) return reject({ code: 'usage_key_conflict', prior });
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account: usage.account });
  return charge(command, state);
}

function charge(command: ChargeUsage, state: OpenAccountState): ChargeDecision {
  const { usage, components, receivedAt } = command;
  const isBeforeOpening = usage.occurredAt < oldest(state).startsAt;
  const opening = periodsUpTo(state, usage.occurredAt);
  const period = periodOf(state, opening, usage.occurredAt);
  const judgedAt = isBeforeOpening ? receivedAt : usage.occurredAt;
  const bucket = { period, policy: 'block', priceVersion: null } as const;
  const app = usage.app ?? null;
  const allocated = allocate(state, { model: usage.model, app, judgedAt, components, bucket });
  const total = totalMicro(components.map((component) => component.amountMicro));
  const usedAfter = usedIn(state, period) + total;
  if (allocated === undefined || !isInCreditsRange(total) || !isInCreditsRange(usedAfter)) {
    return reject({ code: 'amount_out_of_range', account: usage.account });
  }
  const charged: UsageCharged = {
    type: 'UsageCharged',
    data: {
      usage: chargedUsage(usage),
      contentHash: command.contentHash,
      hashVersion: CONTENT_HASH_VERSION,
      period,
      judgedAt,
      burnOrder: BURN_ORDER_VERSION,
      tariffs: command.tariffs,
      components,
      totalMicro: total,
      flags: flagsOf(usage, state, isBeforeOpening),
      ...allocated,
    },
  };
  return opening.length === 0 ? accept<AccountEvent>(charged) : accept<AccountEvent>(...opening, charged);
}

function flagsOf(usage: ChargeableUsage, state: OpenAccountState, isBeforeOpening: boolean): readonly ChargeFlag[] {
  const flags: ChargeFlag[] = [];
  if (usage.member !== undefined && !state.members.has(usage.member)) flags.push('member_unknown');
  if (isBeforeOpening) flags.push('before_opening');
  return flags;
}

function chargedUsage(usage: ChargeableUsage): ChargedUsage {
  return {
    source: usage.key.source,
    id: usage.key.id,
    account: usage.account,
    member: usage.member ?? null,
    app: usage.app ?? null,
    occurredAt: usage.occurredAt,
    provider: usage.provider,
    model: usage.model,
    requestedModel: usage.requestedModel ?? null,
    tier: usage.tier,
    requestId: usage.requestId,
    parentRequestId: usage.parentRequestId ?? null,
    reservationId: usage.reservationId ?? null,
    final: usage.final ?? true,
    quality: usage.quality,
  };
}

export function recordUsageConflict(command: RecordUsageConflict, state: AccountState): ChargeDecision {
  if (command.alreadyRecorded) return accept();
  invariant(state.status === 'open', 'an account that holds a usage key is open');
  const { key, prior, conflictingHash, claimedAccount } = command;
  return accept<AccountEvent>({
    type: 'UsageConflictRecorded',
    data: {
      account: state.account,
      source: key.source,
      id: key.id,
      chargedRevision: prior.revision,
      conflictingHash,
      hashVersion: CONTENT_HASH_VERSION,
      claimedAccount,
    },
  });
}
