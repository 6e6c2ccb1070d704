import { LIST_PRICE, MODELS, PARTNER, PLANS, TOP_UP, type Model } from './price-list.js';
import type { Sheet } from './spreadsheet.js';
import type { Call } from './traffic.js';

/* What the carrier owes and earns for the month, added up from everybody's sheets. Fen, rounded half up once a line. */

/** `alpha alpha-1 input: 1200 for 5`: tokens, and what the supplier is owed for them. */
export function owedToSuppliers(sheets: readonly Sheet[]): readonly string[] {
  const quantities = new Map<string, number>();
  for (const { used } of sheets) {
    for (const [line, { quantity }] of used) quantities.set(line, (quantities.get(line) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([line, quantity]) => {
      const [model, kind] = line.split(' ') as [Model, 'input' | 'output'];
      const { provider, cost } = MODELS[model];
      return `${provider} ${line}: ${quantity} for ${rounded(quantity * cost[kind], 1_000_000)}`;
    })
    .sort();
}

/** `used alpha helper-app alpha-1 small: 1200 for 24`: credits that earned, and how much. */
export function earned(sheets: readonly Sheet[]): readonly string[] {
  const credits = new Map<string, number>();
  const add = (how: string, { model, viaPartner }: Call, product: string, amount: number): void => {
    if (amount === 0) return;
    const line = [how, MODELS[model].provider, viaPartner ? PARTNER.app : '-', model, product].join(' ');
    credits.set(line, (credits.get(line) ?? 0) + amount);
  };
  for (const { who, paid, repaidByTopUp } of sheets) {
    for (const { call, by } of paid) {
      add('used', call, who.plan, by.plan);
      add('used', call, 'top-up', by.topUp);
    }
    for (const { call, by } of repaidByTopUp) add('overage', call, 'top-up', by.limit);
  }
  return [...credits].map(([line, amount]) => `${line}: ${amount} for ${worth(line, amount)}`).sort();
}

/** `1200 worth 3, paid 1`: credits used in the partner's app, their list value, and its share of that. */
export function owedToPartner(sheets: readonly Sheet[]): string {
  const credits = sheets
    .flatMap(({ paid }) => paid)
    .filter(({ call }) => call.viaPartner)
    .reduce((sum, { cost }) => sum + cost, 0);
  const { numerator, denominator } = PARTNER.share;
  const listed = credits * LIST_PRICE.fen;
  const share = rounded(listed * numerator, LIST_PRICE.credits * denominator);
  return `${credits} worth ${rounded(listed, LIST_PRICE.credits)}, paid ${share}`;
}

function worth(line: string, credits: number): number {
  const product = line.split(' ').at(-1)!;
  if (product === 'top-up') return rounded(credits * TOP_UP.price, TOP_UP.credits);
  const { fee, allowance } = PLANS[product as keyof typeof PLANS];
  return rounded(credits * fee, allowance);
}

/** Half up; exact, since everything here is far below 2^53. */
function rounded(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}
