import { formatInstant, QUALITIES, TIERS } from '#libs/kernel/index.js';
import {
  CHARGE_FLAGS,
  FAULTS,
  type UsageCharged,
  type UsageConflictRecorded,
  type UsageCorrected,
} from '#libs/ledger/contract.js';
import { fact, type FactsOf } from '../public-fact.js';
import { count, flag, id, instant, list, micro, nullable, object, oneOf, text } from '../shape.js';
import { decimal } from '../term.js';
import { MONEY_LINES } from '../terms.js';
import { BORNE_BY, borneBy, COMPONENTS, LEFT, USAGE_KEY } from './usage-terms.js';

const WHAT = {
  member: nullable(id('Who used it.')),
  model: text('The model that answered.'),
  tier: oneOf(TIERS, 'Speed and price class.'),
  occurredAt: instant('When it was used.'),
};

const BOOKED_ON = {
  period: count('Number of the billing period it is booked on.'),
  originPeriod: nullable(count('The sealed period it belongs to, where it came too late for it (rule 13).')),
};

export const USAGE_FACTS: FactsOf<UsageCharged | UsageConflictRecorded | UsageCorrected> = {
  UsageCharged: fact(
    'usage.charged',
    'A debit: what was used, what it cost, who paid, what is left (rule 17).',
    object({
      ...USAGE_KEY,
      ...WHAT,
      app: nullable(text('The app it was used in.')),
      provider: text('Who ran the model.'),
      requestedModel: nullable(text('The model that was asked for.')),
      requestId: text('Of the call.'),
      parentRequestId: nullable(text('Of the request that caused the call.')),
      reservationId: nullable(id('The reservation it draws on.')),
      final: flag('It settles its reservation.'),
      quality: oneOf(QUALITIES, 'How the figures were obtained.'),
      ...BOOKED_ON,
      components: COMPONENTS.shape,
      totalMicro: micro('Of all components.'),
      ...BORNE_BY,
      ...LEFT,
      flags: list(oneOf(CHARGE_FLAGS, 'A fair thing to know.'), 'It was charged all the same (rule 21).'),
    }),
    (data: UsageCharged['data']) => ({
      source: data.usage.source,
      id: data.usage.id,
      member: data.usage.member,
      model: data.usage.model,
      tier: data.usage.tier,
      occurredAt: formatInstant(data.usage.occurredAt),
      app: data.usage.app,
      provider: data.usage.provider,
      requestedModel: data.usage.requestedModel,
      requestId: data.usage.requestId,
      parentRequestId: data.usage.parentRequestId,
      reservationId: data.usage.reservationId,
      final: data.usage.final,
      quality: data.usage.quality,
      period: data.period,
      originPeriod: data.originPeriod,
      components: COMPONENTS.of(data),
      totalMicro: decimal(data.totalMicro),
      ...borneBy(data.allocations),
      remainingAfterMicro: decimal(data.remainingAfterMicro),
      overageAfterMicro: decimal(data.overageAfterMicro),
      flags: data.flags,
    }),
  ),
  UsageConflictRecorded: fact(
    'usage.conflicted',
    'A usage key came again with other content. Nothing moved (rule 6).',
    object({
      ...USAGE_KEY,
      chargedRevision: count('Of the debit that holds the key, in the history of the account.'),
      claimedAccount: id('The account the other content named.'),
    }),
    ({ source, id: usage, chargedRevision, claimedAccount }: UsageConflictRecorded['data']) => ({
      source,
      id: usage,
      chargedRevision,
      claimedAccount,
    }),
  ),
  UsageCorrected: fact(
    'usage.corrected',
    'The complete net result of a correction; a reversal has no components left (rules 27, 28).',
    object({
      ...USAGE_KEY,
      ...WHAT,
      chargedRevision: count('Of the debit in the history of the account.'),
      correctedRevision: count('Of the last fact about it before this one.'),
      correction: count('1, 2, 3 … per usage.'),
      fault: oneOf(FAULTS, 'Whose it was: decides who bears an expiry (rule 28).'),
      reason: text('As the operator gave it.'),
      ...BOOKED_ON,
      components: COMPONENTS.shape,
      totalMicro: micro('The new total.'),
      deltaMicro: micro('New total less the one before: negative where credits come back.'),
      ...BORNE_BY,
      lines: MONEY_LINES.shape,
      ...LEFT,
    }),
    (data: UsageCorrected['data']) => ({
      source: data.source,
      id: data.id,
      member: data.member,
      model: data.model,
      tier: data.tier,
      occurredAt: formatInstant(data.occurredAt),
      chargedRevision: data.chargedRevision,
      correctedRevision: data.correctedRevision,
      correction: data.correction,
      fault: data.fault,
      reason: data.reason,
      period: data.period,
      originPeriod: data.originPeriod,
      components: COMPONENTS.of(data),
      totalMicro: decimal(data.totalMicro),
      deltaMicro: decimal(data.deltaMicro),
      ...borneBy(data.allocations),
      lines: MONEY_LINES.of(data.lines),
      remainingAfterMicro: decimal(data.remainingAfterMicro),
      overageAfterMicro: decimal(data.overageAfterMicro),
    }),
  ),
};
