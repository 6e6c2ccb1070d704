import { ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits, GrantId } from '#libs/kernel/index.js';
import type { BuyPack, CommandContext } from '../commands.js';
import { moneyLine } from '../lines.js';
import { periodAt } from '../periods/periods.js';
import type { OpenAccountState } from '../state.js';
import type { MoneyLine } from '../terms.js';

/** The price of all packs, and what comes off it on a line of its own; no line where they are free. */
export function purchaseLines(
  state: OpenAccountState,
  { product, terms, quantity, payment, context }: BuyPack & { readonly context: CommandContext },
  grant: GrantId,
  creditsMicro: Credits,
): readonly MoneyLine[] {
  const { price, discount } = terms;
  const wholeMinor = price.amountMinor * BigInt(quantity);
  if (wholeMinor === 0n) return [];
  const { taxIncluded } = price;
  const period = periodAt(state, context.clock.now);
  const named = { period, product, subject: grant, taxIncluded, payment, corrects: null } as const;
  const whole = { numerator: wholeMinor, denominator: 1n };
  const purchase = moneyLine(state, { ...named, kind: 'purchase', creditsMicro, exact: whole });
  if (discount === null) return [purchase];
  const off = { numerator: -wholeMinor * BigInt(discount.numerator), denominator: BigInt(discount.denominator) };
  // It corrects the purchase, so that no more is ever given back on that than was collected.
  const less = { ...named, kind: 'discount', creditsMicro: ZERO_CREDITS, exact: off, corrects: purchase.line } as const;
  return [purchase, moneyLine(state, less, [purchase])];
}
