import type { AccountId, Fingerprint, Instant, MemberId, Quality, Quantity, Sha256, Tier } from '#libs/kernel/index.js';

/** Identity of a billable call, for ever, whatever the transport and the account (rule 4). Both byte-exact. */
export interface UsageKey {
  readonly source: string;
  readonly id: string;
}

/** One billable call in canonical form. */
export interface Usage {
  readonly key: UsageKey;
  readonly account: AccountId;
  readonly member?: MemberId;
  /** The partner application the call was made for. */
  readonly app?: string;
  readonly occurredAt: Instant;
  readonly provider: string;
  /** The model that answered. */
  readonly model: string;
  readonly requestedModel?: string;
  readonly tier: Tier;
  /** Disjoint, in canonical kind order, zeros left out. May be empty: a call that counted nothing. */
  readonly quantities: readonly Quantity[];
  /** The gateway's id of the call; the event's id where the gateway gives none. */
  readonly requestId: string;
  /** The user's request that triggered this call, where there were several. */
  readonly parentRequestId?: string;
  readonly reservationId?: string;
  /** Whether this is the last call on its reservation; absent means yes. */
  readonly final?: boolean;
  readonly quality: Quality;
}

/** A usage with its identity and content hashed (rules 4, 5). */
export interface MeteredUsage {
  readonly usage: Usage;
  readonly usageKey: Fingerprint;
  readonly contentHash: Sha256;
}

/** Why a record can never be charged as it is. `code` is stable; the sentence says what to do. */
export interface Refusal {
  readonly code: string;
  readonly sentence: string;
  readonly pointer?: string;
  /** The usage key, where it could be read. */
  readonly key?: UsageKey;
}

export type Metered =
  { readonly type: 'usage'; readonly metered: MeteredUsage } | { readonly type: 'refused'; readonly refusal: Refusal };

/** A record as it came from Kafka, HTTP or a file; CloudEvents binary mode lives in the headers. */
export interface RawRecord {
  readonly bytes: Uint8Array | null;
  /** Lower-case names, in order of arrival, repeats kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}
