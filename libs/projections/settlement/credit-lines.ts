import { ExactSum } from '#libs/kernel/index.js';
import { lotOfText, UNPAID, type Lot, type LotText } from './lot.js';
import { placeOfText, type PlaceText } from './place.js';
import { settledMoney, type SettledMoney } from './settled-money.js';
import type { SettlementFigures } from './settlement-figures.js';
import type { RevenueLine, Seller } from './settlement-view.js';

type CreditsOfSeller = Seller & { readonly creditsMicro: bigint; readonly money: SettledMoney | null };

/** Credits of one seller, whatever each of them cost: a line, rounded once (rule 36). */
class LineSum {
  private creditsMicro = 0n;
  private readonly money = new ExactSum();

  constructor(private readonly lot: Lot) {}

  add({ numerator, denominator }: Lot, amountMicro: bigint): void {
    this.creditsMicro += amountMicro;
    this.money.add(numerator * amountMicro, denominator);
  }

  line(): CreditsOfSeller {
    const { source, product, taxIncluded, currency } = this.lot;
    const money = currency === '' ? null : settledMoney(this.money, currency);
    return { source, product, taxIncluded, creditsMicro: this.creditsMicro, money };
  }
}

/** Lines of credits in the order of their names; what comes to nothing is left out. */
export class CreditLines<Facts> {
  private readonly lines = new Map<string, { readonly facts: Facts; readonly sum: LineSum }>();

  add(facts: Facts, name: string, text: LotText, amountMicro: bigint): void {
    const lot = lotOfText(text);
    const { source, product, currency, taxIncluded } = lot;
    const key = [name, product?.product, product?.version, source, currency, taxIncluded].join('\n');
    const line = this.lines.get(key) ?? { facts, sum: new LineSum(lot) };
    this.lines.set(key, line);
    line.sum.add(lot, amountMicro);
  }

  sorted(): readonly (Facts & CreditsOfSeller)[] {
    return [...this.lines.entries()]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, { facts, sum }]) => ({ ...facts, ...sum.line() }))
      .filter(({ creditsMicro, money }) => creditsMicro !== 0n || (money !== null && money.exact.numerator !== 0n));
  }
}

/** By type, supplier, app, model and who sold the credits. */
export function revenueLines({ usage, recovered, flows }: SettlementFigures): readonly RevenueLine[] {
  const lines = new CreditLines<Pick<RevenueLine, 'type' | 'supplier' | 'app' | 'model'>>();
  for (const { place, drawn } of usage) {
    for (const [lot, micro] of drawn) if (lot !== UNPAID) lines.add(...callOf('used', place), lot, micro);
  }
  for (const { place, lot, amountMicro } of recovered) lines.add(...callOf('overage', place), lot, amountMicro);
  for (const [lot, micro] of flows.charged_back) lines.add(...callOf('charged_back', ''), lot, -micro);
  return lines.sorted();
}

function callOf(type: RevenueLine['type'], text: PlaceText) {
  const { supplier = null, app = null, model = null } = placeOfText(text) ?? {};
  const name = [type, supplier ?? '', app ?? '', model ?? ''].join('\n');
  return [{ type, supplier, app, model }, name] as const;
}

/** Of some flows, by flow and who sold the credits. */
export function flowLines<Flow extends keyof SettlementFigures['flows']>(
  { flows }: SettlementFigures,
  names: readonly Flow[],
): readonly (CreditsOfSeller & { readonly flow: Flow })[] {
  const lines = new CreditLines<{ readonly flow: Flow }>();
  names.forEach((flow, order) => {
    for (const [lot, micro] of flows[flow]) lines.add({ flow }, String(order), lot, micro);
  });
  return lines.sorted();
}

export function deferredLines({ deferred }: SettlementFigures): readonly CreditsOfSeller[] {
  const lines = new CreditLines<object>();
  for (const [lot, micro] of deferred) lines.add({}, '', lot, micro);
  return lines.sorted();
}
