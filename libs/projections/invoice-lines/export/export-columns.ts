import { formatInstant } from '#libs/kernel/index.js';
import type { BillLine, InvoiceLine, SealedInvoiceLine, UnbilledOverageLine, UsageLine } from '../invoice-view.js';

/** Of an exported line: whole numbers that may be large are decimal strings. */
export type ExportValue = string | number | boolean | null;

export interface ExportColumn {
  readonly name: string;
  /** Text that somebody outside has chosen: a spreadsheet must not take it for a formula. */
  readonly isForeign: boolean;
  of(line: SealedInvoiceLine): ExportValue;
}

type Value = ExportValue | bigint | undefined;

function column(name: string, of: (line: SealedInvoiceLine) => Value, isForeign = false): ExportColumn {
  return { name, isForeign, of: (line) => valueOf(of(line)) };
}

function valueOf(value: Value): ExportValue {
  return typeof value === 'bigint' ? value.toString() : (value ?? null);
}

const foreign = (name: string, of: (line: SealedInvoiceLine) => Value): ExportColumn => column(name, of, true);

function isBill(line: InvoiceLine): line is BillLine {
  return line.type !== 'usage' && line.type !== 'unbilled_overage';
}

const bill =
  (of: (line: BillLine) => Value) =>
  ({ line }: SealedInvoiceLine): Value =>
    isBill(line) ? of(line) : null;

const usage =
  (of: (line: UsageLine) => Value) =>
  ({ line }: SealedInvoiceLine): Value =>
    line.type === 'usage' ? of(line) : null;

const unbilled =
  (of: (line: UnbilledOverageLine) => Value) =>
  ({ line }: SealedInvoiceLine): Value =>
    line.type === 'unbilled_overage' ? of(line) : null;

/** Every field of a line, in an order that never changes: a new one is added at the end. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  column('position', ({ position }) => position),
  column('ordinal', ({ ordinal }) => ordinal),
  foreign('reference', ({ line }) => line.reference),
  foreign('account', ({ account }) => account),
  column('period', ({ period }) => period),
  column('periodStartsAt', ({ startsAt }) => formatInstant(startsAt)),
  column('periodEndsAt', ({ endsAt }) => formatInstant(endsAt)),
  foreign('zone', ({ zone }) => zone),
  column('sealedAt', ({ sealedAt }) => formatInstant(sealedAt)),
  column('type', ({ line }) => line.type),
  column(
    'line',
    bill(({ line }) => line),
  ),
  column(
    'corrects',
    bill(({ corrects }) => corrects),
  ),
  foreign(
    'correctsReference',
    bill(({ correctsReference }) => correctsReference),
  ),
  foreign(
    'product',
    bill(({ product }) => product?.product),
  ),
  column(
    'productVersion',
    bill(({ product }) => product?.version),
  ),
  column(
    'productHash',
    bill(({ product }) => product?.hash),
  ),
  foreign(
    'subject',
    bill(({ subject }) => subject),
  ),
  foreign(
    'model',
    usage(({ model }) => model),
  ),
  column(
    'kind',
    usage(({ kind }) => kind),
  ),
  column(
    'tier',
    usage(({ tier }) => tier),
  ),
  foreign(
    'tariffBook',
    usage(({ tariff }) => tariff.book),
  ),
  column(
    'tariffVersion',
    usage(({ tariff }) => tariff.version),
  ),
  column(
    'tariffHash',
    usage(({ tariff }) => tariff.hash),
  ),
  column(
    'originPeriod',
    usage(({ originPeriod }) => originPeriod),
  ),
  column(
    'quantity',
    usage(({ quantity }) => quantity),
  ),
  column('unitCreditsMicro', ({ line }) => line.unitPrice?.creditsMicro),
  column('unitAmountMinor', ({ line }) => line.unitPrice?.amountMinor),
  column('unitPer', ({ line }) => line.unitPrice?.per),
  column('creditsMicro', ({ line }) => line.creditsMicro),
  column('exactNumerator', ({ line }) => line.exactAmount.numerator),
  column('exactDenominator', ({ line }) => line.exactAmount.denominator),
  column('amountMinor', ({ line }) => line.amountMinor),
  column('currency', ({ line }) => line.currency),
  column(
    'taxIncluded',
    bill(({ taxIncluded }) => taxIncluded),
  ),
  column('taxCategory', ({ line }) => line.taxCategory),
  column(
    'payment',
    bill(({ payment }) => payment),
  ),
  foreign(
    'paymentRef',
    bill(({ paymentRef }) => paymentRef),
  ),
  column(
    'policy',
    unbilled(({ policy }) => policy),
  ),
  column(
    'repaidMicro',
    unbilled(({ repaidMicro }) => repaidMicro),
  ),
  column(
    'writtenOffMicro',
    unbilled(({ writtenOffMicro }) => writtenOffMicro),
  ),
  column(
    'openMicro',
    unbilled(({ openMicro }) => openMicro),
  ),
  column('events', ({ line }) => line.events),
  column('firstRevision', ({ line }) => line.firstRevision),
  column('lastRevision', ({ line }) => line.lastRevision),
];
