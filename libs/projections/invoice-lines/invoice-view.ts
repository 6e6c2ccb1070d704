import type { AccountId, Credits, Instant, Kind, Sha256, Tier } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { LineKind, OveragePolicy, Payment, ProductPin } from '#libs/ledger/contract.js';
import type { PeriodView } from '../accounts/account-view.js';
import type { Page } from '../page.js';
import type { TaxCategory } from './tax-category.js';

/** An exact amount of money in minor units (rule 3); the denominator is positive. */
export interface ExactMoneyView {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** What `per` units cost: exactly one of the two amounts is set. */
export interface UnitPriceView {
  /** Of usage: for `per` units of the kind, before promotions. */
  readonly creditsMicro: Credits | null;
  /** Of overage: for `per` micro-credits, in minor units. */
  readonly amountMinor: bigint | null;
  readonly per: bigint;
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
  readonly taxCategory: TaxCategory;
  readonly creditsMicro: bigint;
  /** `null` where the line has none. */
  readonly unitPrice: UnitPriceView | null;
  /** How many events it sums, and the first and last of them in the account's history. */
  readonly events: number;
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
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
  /** Reference of that line. */
  readonly correctsReference: string | null;
  /** Of the event that made it; `null` for overage of an open period. */
  readonly revision: Revision | null;
}

/** Informs, at amount zero (rule 34): what was used of one kind of one model under one tariff version. */
export interface UsageLine extends LineFacts {
  readonly type: 'usage';
  readonly model: string;
  readonly kind: Kind;
  readonly tier: Tier;
  /** `hash` null: the catalogue of this ledger does not have the version. */
  readonly tariff: { readonly book: string; readonly version: number; readonly hash: Sha256 | null };
  /** Of the sealed period it belongs to, where it came too late for it (rule 13). */
  readonly originPeriod: number | null;
  /** Corrections taken in; negative where they are all there is. */
  readonly quantity: bigint;
}

/** Informs, at amount zero: usage no grant paid, under a policy that never bills it (rule 22). */
export interface UnbilledOverageLine extends LineFacts {
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

/** A line of a sealed period: it never changes again. */
export interface SealedInvoiceLine {
  readonly account: AccountId;
  readonly period: number;
  /** `[startsAt, endsAt)`, decided in this time zone (rule 12). */
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly zone: string;
  readonly sealedAt: Instant;
  /** Of the event that sealed the period. */
  readonly position: Position;
  /** 1, 2, 3 … within the period */
  readonly ordinal: number;
  readonly line: InvoiceLine;
}

/** A place in the order of all sealed lines: after this line of the period sealed at `position`, or after all of them. */
export interface SealedLinesCursor {
  readonly position: Position;
  /** Absent: the last line of the period. */
  readonly ordinal?: number;
}

/** Lines of periods sealed after a place, up to and including a position, at an instant of `[sealedFrom, sealedUntil)`. */
export interface SealedLinesRange {
  readonly after: SealedLinesCursor | undefined;
  readonly until?: Position;
  readonly sealedFrom?: Instant;
  readonly sealedUntil?: Instant;
}

export interface SealedLinesPage extends Page<SealedInvoiceLine> {
  /** Every line of the range up to here is in this page or in those before it. */
  readonly reached: SealedLinesCursor;
}

/** Up to where bills show every event, and of which ledger. */
export interface ShownBills {
  readonly ledgerId: string;
  readonly position: Position;
}

export interface InvoiceQueries {
  /** Absent period: the newest. `undefined`: no such account or period. */
  invoice(account: AccountId, period?: number): Promise<Invoice | undefined>;
  /** In order of the position of the seal, then of the line in its period. `next` as `sealedLinesCursor` reads it. */
  sealedLines(range: SealedLinesRange, limit: number): Promise<SealedLinesPage>;
  /** How many periods were sealed after a place; the one it is in counts while it has lines after it. */
  periodsAfter(cursor: SealedLinesCursor | undefined): Promise<number>;
  /** `undefined`: nothing is shown yet. */
  shown(): Promise<ShownBills | undefined>;
}
