import type { PartnerContractPublished, ProductPublished, TariffPublished } from '#libs/catalog/contract.js';
import type { EventMeta, JournalEvent } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import { ACCOUNT_SAMPLES } from './golden/account-samples.js';
import { CATALOGUE_SAMPLES } from './golden/catalogue-samples.js';
import { AT } from './golden/parts.js';
import type { SamplesOf } from './golden/samples-of.js';
import { SELLING_SAMPLES } from './golden/selling-samples.js';
import { USAGE_SAMPLES } from './golden/usage-samples.js';

const FINGERPRINT = 'cd'.repeat(16);

const BY_COMMAND: EventMeta = {
  recordedAt: AT,
  receivedAt: AT - 5,
  actor: 'billing',
  cause: { type: 'command', client: 'billing', key: FINGERPRINT, input: '01'.repeat(16) },
};

const BY_CONSEQUENCE: EventMeta = {
  ...BY_COMMAND,
  cause: { type: 'consequence', client: 'billing', key: FINGERPRINT },
};

const BY_INTAKE: EventMeta = {
  recordedAt: AT + 1,
  receivedAt: AT - 7,
  actor: 'metering.usage.v1',
  cause: { type: 'intake', source: 'kafka:cluster/metering.usage.v1/3#2', offset: 9_007_199_254 },
};

const BY_TIME: EventMeta = {
  recordedAt: AT + 2,
  receivedAt: AT + 2,
  actor: 'due-work',
  cause: { type: 'due', upTo: AT + 1 },
};

/** One of every event type, each field set and the largest amounts among them. */
const SAMPLES: SamplesOf<AccountEvent> & SamplesOf<TariffPublished | ProductPublished | PartnerContractPublished> = {
  ...ACCOUNT_SAMPLES,
  ...USAGE_SAMPLES,
  ...SELLING_SAMPLES,
  ...CATALOGUE_SAMPLES,
};

/** Every kind of cause is stored with some event. */
const METAS: Readonly<Record<string, EventMeta>> = {
  UsageCharged: BY_INTAKE,
  UsageConflictRecorded: BY_INTAKE,
  PeriodOpened: BY_INTAKE,
  PeriodSealed: BY_TIME,
  GrantExpired: BY_TIME,
  SubscriptionRenewed: BY_TIME,
  ReservationEnded: BY_CONSEQUENCE,
};

export function goldenSamples(): readonly JournalEvent[] {
  return Object.entries(SAMPLES).map(([type, data]) => ({ event: { type, data }, meta: METAS[type] ?? BY_COMMAND }));
}
