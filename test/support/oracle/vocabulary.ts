/*
 * What goes into the oracle: plain JSON, as a client of the product would write it. Instants are RFC 3339 texts,
 * amounts decimal strings of micro-credits. Only `receivedAt` of a record is in milliseconds, as brokers give it.
 */

/** In canonical order (rules 5 and 17). */
export const ORACLE_KINDS = [
  'input',
  'input_audio',
  'input_image',
  'input_video',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'output',
  'output_audio',
  'output_image',
  'reasoning',
  'image',
  'audio_ms',
  'compute_ms',
  'tool_call',
  'workflow_call',
  'labelled_item',
  'request',
];

/** What a stated total counts: tokens, not calls, images or milliseconds. */
export const TOKEN_KINDS = ORACLE_KINDS.slice(0, ORACLE_KINDS.indexOf('reasoning') + 1);

export const ORACLE_TIERS = ['standard', 'batch', 'priority', 'fast'];
export const ORACLE_QUALITIES = ['measured', 'estimated', 'partial'];

/** Rule 16. */
export const DEFAULT_PRIORITIES: Readonly<Record<string, number>> = {
  promotion: 10,
  free_quota: 10,
  adjustment: 10,
  rollover: 20,
  subscription: 30,
  top_up: 40,
  transfer: 40,
  refund: 40,
};

export interface AccountBody {
  account: string;
  kind: string;
  openedAt: string;
  currency: string;
  zone: string;
  billingDay: number;
  tariffBook: string;
  members: string[];
  alertRules: { percents: number[]; floorsMicro: string[] };
}

export interface GrantBody {
  account: string;
  grant?: string;
  source: string;
  priority?: number;
  amountMicro: string;
  eligibleFrom?: string;
  expiresAt?: string;
  scope?: { models?: string[]; kinds?: string[]; apps?: string[] };
  costBasis?: { amountMinor: string; currency: string; taxIncluded: boolean };
  paymentRef?: string;
}

export interface RateBody {
  target: string;
  kind: string;
  tier: string;
  creditsMicro: string;
  per: number;
}

export interface PromotionBody {
  id: string;
  from: string;
  until: string;
  models?: string[];
  kinds?: string[];
  apps?: string[];
  numerator: number;
  denominator: number;
}

export interface TariffBody {
  book: string;
  mode: 'full' | 'addition';
  effectiveFrom: string;
  families: { name: string; models: string[] }[];
  rates: RateBody[];
  promotions: PromotionBody[];
}

/** One structured CloudEvent as it was received. */
export interface ReceivedRecord {
  source: string;
  offset: number;
  receivedAt: number;
  text: string;
  /** Values of CloudEvents `source` its producer may use (rule 8); absent: any. A trailing `*` is a prefix match. */
  allowedSources?: string[];
}

/** What happens to a ledger, in order. `at` is when a command was received, RFC 3339. */
export type Step =
  | { type: 'openAccount'; at: string; body: AccountBody }
  | { type: 'addMember'; at: string; body: { account: string; member: string } }
  | { type: 'setAlertRules'; at: string; body: { account: string; alertRules: AccountBody['alertRules'] } }
  | { type: 'grantCredits'; at: string; body: GrantBody }
  | { type: 'publishTariff'; at: string; body: TariffBody }
  | { type: 'receive'; record: ReceivedRecord };

/** A usage as the oracle understood it. Quantities: only those above zero, keyed by kind. */
export interface OracleUsage {
  source: string;
  id: string;
  account: string;
  member: string | null;
  app: string | null;
  occurredAt: number;
  provider: string;
  model: string;
  tier: string;
  quantities: Record<string, bigint>;
  requestId: string;
  reservationId: string | null;
  /** Whether it ends its reservation. */
  final: boolean;
}
