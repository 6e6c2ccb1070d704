import type { AccountId, Credits, Kind, Tier } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { LineKind, OveragePolicy, Payment, ProductPin } from '#libs/ledger/contract.js';
import type { PeriodView } from '../accounts/account-view.js';

/** An exact amount of money in minor units (rule 3); the denominator is positive. */
export interface ExactMoneyView {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

interface LineFacts {
  /** Unique and the same for ever. */
  readonly reference: string;
  /** Draft until the period is sealed. */
  readonly state: 'draft' | 'sealed';
  readonly exactAmount: ExactMoneyView;
  /** Negative where money goes back. */
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly creditsMicro: bigint;
}

/** Money: what an event that moves it says; overage of an open period is worked out as its seal will (rule 34). */
export interface BillLine extends LineFacts {
  readonly type: LineKind;
  /** `<period>-<n>`; `null` for overage of an open period. */
  readonly line: string | null;
  readonly product: ProductPin | null;
  /** The grant, subscription or overage bucket it is for. */
  readonly subject: string;
  readonly taxIncluded: boolean;
  /** What is prepaid informs, and is not in the total (rule 32). */
  readonly payment: Payment;
  readonly paymentRef: string | null;
  /** The line this one corrects. */
  readonly corrects: string | null;
  /** Of the event that made it; `null` for overage of an open period. */
  readonly revision: Revision | null;
}

interface SummedEvents {
  readonly events: number;
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
}

/** Informs, at amount zero (rule 34): what was used of one kind of one model under one tariff version. */
export interface UsageLine extends LineFacts, SummedEvents {
  readonly type: 'usage';
  readonly model: string;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly tariff: { readonly book: string; readonly version: number };
  /** Of the sealed period it belongs to, where it came too late for it (rule 13). */
  readonly originPeriod: number | null;
  /** Corrections taken in; negative where they are all there is. */
  readonly quantity: bigint;
}

/** Informs, at amount zero: usage no grant paid, under a policy that never bills it (rule 22). */
export interface UnbilledOverageLine extends LineFacts, SummedEvents {
  readonly type: 'unbilled_overage';
  readonly policy: OveragePolicy['type'];
  /** Of its credits: paid by later grants, written off at the seal, and still owed. */
  readonly repaidMicro: Credits;
  readonly writtenOffMicro: Credits;
  readonly openMicro: Credits;
}

export type InvoiceLine = BillLine | UnbilledOverageLine | UsageLine;

/** The lines of one billing period. */
export interface Invoice {
  readonly account: AccountId;
  readonly period: PeriodView;
  readonly currency: string;
  /** Money in order, overage last; then what informs: unbilled overage, usage. */
  readonly lines: readonly InvoiceLine[];
  readonly totals: {
    /** To pay on the bill: the sum of its rounded lines (rule 3). */
    readonly amountMinor: bigint;
    /** Paid already, not in it. */
    readonly prepaidMinor: bigint;
    readonly usedMicro: bigint;
    readonly overageMicro: bigint;
    readonly purchasedMicro: bigint;
  };
  readonly position: Position;
}

export interface InvoiceQueries {
  /** Absent period: the newest. `undefined`: no such account or period. */
  invoice(account: AccountId, period?: number): Promise<Invoice | undefined>;
}
