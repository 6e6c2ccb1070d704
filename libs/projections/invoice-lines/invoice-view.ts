import type { AccountId, GrantId, Kind, Tier } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { GrantSource } from '#libs/ledger/contract.js';
import type { PeriodView } from '../balances/balance-view.js';

/** An exact amount of money in minor units (rule 3); the denominator is positive. */
export interface ExactMoney {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

interface LineFacts {
  /** Unique and the same for ever. */
  readonly reference: string;
  readonly state: 'draft';
  readonly exactAmount: ExactMoney;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly creditsMicro: bigint;
  readonly events: number;
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
}

/** Informs, at amount zero (rule 34): what was used of one kind of one model under one tariff version. */
export interface UsageLine extends LineFacts {
  readonly type: 'usage';
  readonly model: string;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly tariff: { readonly book: string; readonly version: number };
  readonly quantity: bigint;
}

/** Usage no grant paid; at amount zero under policy `block` (rule 22). */
export interface OverageLine extends LineFacts {
  readonly type: 'overage';
  readonly policy: 'block';
  readonly priceVersion: number | null;
}

/** A grant that was paid for. */
export interface PurchaseLine extends LineFacts {
  readonly type: 'purchase';
  readonly grant: GrantId;
  readonly source: GrantSource;
  readonly taxIncluded: boolean;
  readonly paymentRef: string | null;
}

export type InvoiceLine = UsageLine | OverageLine | PurchaseLine;

/** The lines of one billing period that is not sealed yet. */
export interface DraftInvoice {
  readonly account: AccountId;
  readonly period: PeriodView;
  readonly currency: string;
  /** Purchases, overage, usage; each in a fixed order. */
  readonly lines: readonly InvoiceLine[];
  readonly totals: {
    /** The sum of the rounded lines (rule 3), per currency they are in. */
    readonly amountMinor: readonly { readonly currency: string; readonly amountMinor: bigint }[];
    readonly usedMicro: bigint;
    readonly overageMicro: bigint;
    readonly purchasedMicro: bigint;
  };
  readonly position: Position;
}

export interface InvoiceQueries {
  /** Absent period: the newest. `undefined`: no such account or period. */
  invoice(account: AccountId, period?: number): Promise<DraftInvoice | undefined>;
  /** Oldest first. */
  periods(account: AccountId): Promise<readonly PeriodView[]>;
}
