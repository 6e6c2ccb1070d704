import { formatInstant } from '#libs/kernel/index.js';
import type {
  BillLine,
  InvoiceLine,
  SealedInvoiceLine,
  UnbilledOverageLine,
  UsageLine,
} from '#libs/projections/contract.js';
import type { CloudEvent } from './cloud-event.js';
import { MONEY_MEMBERS, UNBILLED_MEMBERS, USAGE_MEMBERS, type INVOICE_LINE } from './invoice-line-shape.js';
import type { JsonOf } from './shape.js';
import { decimal, orNull } from './term.js';
import { PRODUCT } from './terms.js';

export const INVOICE_LINE_TYPE = 'ledger.invoice-line.v1';

type Data = JsonOf<typeof INVOICE_LINE>;

/** The same line is sealed once; its number and the position of the seal name it for ever. */
export function invoiceLineMessage(sealed: SealedInvoiceLine): CloudEvent {
  return {
    id: `${sealed.line.reference}@${sealed.position}`,
    type: INVOICE_LINE_TYPE,
    time: sealed.sealedAt,
    subject: sealed.account,
    data: invoiceLineData(sealed),
  };
}

function invoiceLineData({ line, ...sealed }: SealedInvoiceLine): Data {
  return {
    account: sealed.account,
    period: sealed.period,
    startsAt: formatInstant(sealed.startsAt),
    endsAt: formatInstant(sealed.endsAt),
    zone: sealed.zone,
    sealedAt: formatInstant(sealed.sealedAt),
    position: sealed.position,
    ordinal: sealed.ordinal,
    ...everyLine(line),
    ...nothingOf(MONEY_MEMBERS),
    ...nothingOf(USAGE_MEMBERS),
    ...nothingOf(UNBILLED_MEMBERS),
    ...ofItsType(line),
  };
}

function everyLine(line: InvoiceLine) {
  return {
    type: line.type,
    reference: line.reference,
    exactAmount: { numerator: decimal(line.exactAmount.numerator), denominator: decimal(line.exactAmount.denominator) },
    amountMinor: decimal(line.amountMinor),
    currency: line.currency,
    taxCategory: line.taxCategory,
    creditsMicro: decimal(line.creditsMicro),
    unitPrice: orNull(line.unitPrice, ({ creditsMicro, amountMinor, per }) => ({
      creditsMicro: orNull(creditsMicro, decimal),
      amountMinor: orNull(amountMinor, decimal),
      per: decimal(per),
    })),
    events: line.events,
    firstRevision: line.firstRevision,
    lastRevision: line.lastRevision,
  };
}

function nothingOf<Members extends object>(members: Members): { readonly [Name in keyof Members]: null } {
  return Object.fromEntries(Object.keys(members).map((name) => [name, null])) as { [Name in keyof Members]: null };
}

function ofItsType(line: InvoiceLine): Partial<Data> {
  if (line.type === 'usage') return ofUsage(line);
  return line.type === 'unbilled_overage' ? ofUnbilledOverage(line) : ofMoney(line);
}

function ofMoney(line: BillLine): Pick<Data, keyof typeof MONEY_MEMBERS> {
  const { line: number, subject, taxIncluded, payment, paymentRef, corrects, correctsReference } = line;
  const product = orNull(line.product, PRODUCT.of);
  return { line: number, product, subject, taxIncluded, payment, paymentRef, corrects, correctsReference };
}

function ofUsage(line: UsageLine): Pick<Data, keyof typeof USAGE_MEMBERS> {
  const { model, kind, tier, tariff, originPeriod, quantity } = line;
  const { book, version } = tariff;
  return { model, kind, tier, tariff: { book, version }, originPeriod, quantity: decimal(quantity) };
}

function ofUnbilledOverage(line: UnbilledOverageLine): Pick<Data, keyof typeof UNBILLED_MEMBERS> {
  return {
    policy: line.policy,
    repaidMicro: decimal(line.repaidMicro),
    writtenOffMicro: decimal(line.writtenOffMicro),
    openMicro: decimal(line.openMicro),
  };
}
