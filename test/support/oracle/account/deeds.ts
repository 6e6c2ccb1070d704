/*
 * What happens to a whole ledger, in words of its own: amounts are micro-credits or minor units, instants UTC
 * milliseconds. What a client leaves out is absent.
 */

/** Time as whoever decides sees it: work that gives is done up to `giveUpTo`, work that takes up to `takeUpTo` (rule 15). */
export interface Moment {
  now: number;
  giveUpTo: number;
  takeUpTo: number;
}

export interface Scope {
  models?: string[];
  kinds?: string[];
  apps?: string[];
}

export interface Part {
  kind: string;
  amountMicro: bigint;
}

export type ChosenPolicy =
  | { type: 'block' }
  | { type: 'limit'; limitMicro: bigint }
  | { type: 'invoice'; capMicro: bigint; amountMinor: bigint; perMicro: bigint };

export interface Every {
  unit: 'day' | 'month';
  count: number;
}

export interface Terms {
  kind: 'plan' | 'free_quota' | 'add_on' | 'instalment';
  feeMinor: bigint;
  allowanceMicro: bigint;
  scope: Scope;
  priority: number | null;
  rolloverMicro: bigint | null;
  /** `null`: with the billing period. */
  every: Every | null;
  firstPeriod: 'whole' | 'by_days';
  count: number | null;
}

export interface Pack {
  product: string;
  source: 'top_up' | 'promotion';
  amountMicro: bigint;
  priceMinor: bigint;
  discount: { numerator: number; denominator: number } | null;
  validity: Every | null;
  scope: Scope;
  priority: number | null;
  oncePerCustomer: boolean;
}

export interface ToldUsage {
  source: string;
  id: string;
  account: string;
  member?: string;
  app?: string;
  model: string;
  occurredAt: number;
  requestId: string;
  reservationId?: string;
  final?: boolean;
  /** Priced: whoever tells it has rated it. */
  parts: Part[];
}

export type PaidBy = 'bill' | 'prepaid';

export type Deed =
  | OpenAccount
  | { type: 'setStatus'; account: string; status: 'active' | 'suspended' | 'closed' }
  | { type: 'changeBilling'; account: string; zone: string; billingDay: number }
  | { type: 'setPolicy'; account: string; policy: ChosenPolicy }
  | { type: 'addMember' | 'setMemberLimit'; account: string; member: string; limitMicro: bigint | null }
  | { type: 'removeMember'; account: string; member: string }
  | { type: 'assignBook'; account: string; effectiveFrom: number }
  | GiveCredits
  | { type: 'adjustDown'; account: string; grant: string; amountMicro: bigint }
  | Reserve
  | { type: 'release'; account: string; reservation: string }
  | { type: 'use'; usage: ToldUsage; receivedAt: number }
  | Correct
  | { type: 'subscribe'; account: string; subscription: string; terms: Terms; currency: string }
  | { type: 'changeSubscription'; account: string; subscription: string; terms: Terms; currency: string }
  | { type: 'cancelSubscription' | 'settleInstalments'; account: string; subscription: string }
  | { type: 'buy'; account: string; grant?: string; pack: Pack; quantity: number; currency: string; payment: PaidBy }
  | { type: 'reversePurchase'; account: string; grant: string; kind: 'refund' | 'chargeback' }
  | { type: 'dispute'; account: string; dispute: string; source: string; id: string }
  | { type: 'resolve'; account: string; dispute: string; outcome: 'corrected' | 'stands' }
  | { type: 'creditNote'; account: string; line: string; amountMinor: bigint }
  | Send
  /** Steps of the ledger's own after a transfer was sent: what does not fit how far it has come is passed over. */
  | { type: 'receiveTransfer' | 'completeTransfer' | 'returnTransfer'; transfer: string; account: string }
  | { type: 'timer'; account: string };

export interface OpenAccount {
  type: 'openAccount';
  account: string;
  openedAt?: number;
  zone: string;
  billingDay: number;
  currency: string;
  policy: ChosenPolicy;
  members: { member: string; limitMicro: bigint | null }[];
}

export interface GiveCredits {
  type: 'giveCredits';
  account: string;
  grant?: string;
  source: string;
  priority?: number;
  amountMicro: bigint;
  eligibleFrom?: number;
  expiresAt?: number;
  scope: Scope;
  rolloverMicro?: bigint;
  cost?: { amountMinor: bigint; currency: string };
  payment?: PaidBy;
}

export interface Reserve {
  type: 'reserve';
  account: string;
  reservation: string;
  member?: string;
  app?: string;
  model: string;
  parts: Part[];
  ttlMs: number;
}

export interface Correct {
  type: 'correct';
  account: string;
  source: string;
  id: string;
  /** How many corrections of the usage the client knows: 0 names the debit itself. */
  known: number;
  fault: 'operator' | 'subscriber';
  /** The whole new price; absent: a reversal. */
  rerated?: Part[];
}

export interface Send {
  type: 'send';
  account: string;
  transfer: string;
  to: string;
  amountMicro: bigint;
  promotional: boolean;
  free: boolean;
}

/** A deed told again with the same key is the same deed (rule 9). */
export interface Told {
  key: string;
  moment: Moment;
  deed: Deed;
}
