import type { Quality, Tier } from '#libs/kernel/index.js';
import type { JsonObject, KindCounts } from './counts.js';
import type { ProviderFormat } from './provider-usage/formats.js';

export const USAGE_EVENT_TYPE = 'tokenledger.usage.v1';

/** The provider's own usage block, as it stood in the answer. */
export interface ProviderUsage {
  readonly format: ProviderFormat;
  readonly block: JsonObject;
}

/** `data` of the event, of the shape the schema promises. Exactly one of `quantities` and `usage` is there. */
export interface UsageEventData {
  readonly account: string;
  readonly member?: string;
  readonly app?: string;
  readonly occurredAt?: string;
  readonly provider: string;
  readonly model: string;
  readonly requestedModel?: string;
  readonly tier?: Tier;
  readonly requestId?: string;
  readonly parentRequestId?: string;
  readonly reservationId?: string;
  readonly final?: boolean;
  readonly quality?: Quality;
  readonly quantities?: KindCounts;
  readonly usage?: ProviderUsage;
  readonly total?: number;
}

/** A CloudEvent in its structured form; extension attributes may stand beside these. */
export interface UsageEvent {
  readonly specversion: '1.0';
  readonly type: typeof USAGE_EVENT_TYPE;
  readonly id: string;
  readonly source: string;
  readonly time?: string;
  readonly datacontenttype?: string;
  readonly data: UsageEventData;
}
