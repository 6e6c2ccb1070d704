import { contractInEffect, type PartnerContract, type PartnerContractHistory } from '#libs/catalog/contract.js';
import { ExactSum, SumsByCurrency, type Instant } from '#libs/kernel/index.js';
import { lotOfText, UNPAID, type LotText } from './lot.js';
import { placeOfText, type PlaceText } from './place.js';
import { settledMoney } from './settled-money.js';
import type { SettlementFigures } from './settlement-figures.js';
import type { PartnerLine } from './settlement-view.js';

interface AppSums {
  creditsMicro: bigint;
  readonly revenue: SumsByCurrency;
}

/** What each partner is paid for each of its apps, by the contract in effect as the month starts; rounded once a line. */
export function partnerLines(
  figures: SettlementFigures,
  contracts: readonly PartnerContractHistory[],
  startsAt: Instant,
): readonly PartnerLine[] {
  const apps = sumsByApp(figures);
  return contracts.flatMap((history) => {
    const contract = contractInEffect(history, startsAt);
    if (contract === undefined) return [];
    return contract.apps.flatMap((app) => linesOf(contract, app, apps.get(app)));
  });
}

/** On list value there is one line; on revenue one for each currency that came in. */
function linesOf(contract: PartnerContract, app: string, sums: AppSums | undefined): readonly PartnerLine[] {
  if (sums === undefined) return [];
  const { currency } = contract.listPrice;
  const came = [...sums.revenue.entries()].map(([other]) => other);
  const currencies = contract.basis === 'list_value' || came.length === 0 ? [currency] : came;
  return currencies.map((own) => lineOf(contract, app, sums, own));
}

function lineOf(contract: PartnerContract, app: string, sums: AppSums, currency: string): PartnerLine {
  const { partner, version, hash, basis, share, listPrice } = contract;
  const { creditsMicro } = sums;
  const listValue = new ExactSum().add(creditsMicro * listPrice.amountMinor, listPrice.perMicro);
  const revenue = new ExactSum().addSum(sums.revenue.of(currency));
  const whole = basis === 'list_value' ? listValue : revenue;
  return {
    partner,
    contract: { version, hash },
    app,
    creditsMicro,
    listValue: settledMoney(listValue, listPrice.currency),
    revenue: settledMoney(revenue, currency),
    basis,
    share,
    amount: settledMoney(whole.share(BigInt(share.numerator), BigInt(share.denominator)), currency),
  };
}

function sumsByApp({ usage, recovered }: SettlementFigures): ReadonlyMap<string, AppSums> {
  const apps = new Map<string, AppSums>();
  const sumsOf = (place: PlaceText): AppSums | undefined => {
    const app = placeOfText(place)?.app ?? null;
    if (app === null) return undefined;
    const sums = apps.get(app) ?? { creditsMicro: 0n, revenue: new SumsByCurrency() };
    apps.set(app, sums);
    return sums;
  };
  for (const { place, kinds, drawn } of usage) {
    const sums = sumsOf(place);
    if (sums === undefined) continue;
    for (const { creditsMicro } of kinds) sums.creditsMicro += creditsMicro;
    for (const [lot, micro] of drawn) addRevenue(sums, lot, micro);
  }
  for (const { place, lot, amountMicro } of recovered) {
    const sums = sumsOf(place);
    if (sums !== undefined) addRevenue(sums, lot, amountMicro);
  }
  return apps;
}

function addRevenue({ revenue }: AppSums, text: LotText, amountMicro: bigint): void {
  if (text === UNPAID) return;
  const { numerator, denominator, currency } = lotOfText(text);
  if (currency !== '') revenue.of(currency).add(numerator * amountMicro, denominator);
}
