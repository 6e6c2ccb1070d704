import type { Position } from '#libs/journal/contract.js';
import type { CreditFlow } from './credit-flow-rows.js';
import type { LotText } from './lot.js';
import type { PlaceText } from './place.js';
import type { SettledKind } from './settled-usage-rows.js';
import type { SettlementMonth } from './settlement-month.js';

/** Usage at one place under one tariff version, net of corrections. */
export interface SettledUsage {
  readonly place: PlaceText;
  readonly book: string;
  readonly version: number;
  readonly kinds: readonly Readonly<SettledKind>[];
  /** Micro-credits by lot, those no grant has paid among them. */
  readonly drawn: ReadonlyMap<LotText, bigint>;
}

/** What one month's events say, in credits: prices, costs and shares are put to it when it is asked for. */
export interface SettlementFigures {
  readonly month: SettlementMonth;
  readonly usage: readonly SettledUsage[];
  /** By flow, micro-credits by lot. */
  readonly flows: Readonly<Record<Exclude<CreditFlow, 'recovered'>, ReadonlyMap<LotText, bigint>>>;
  readonly recovered: readonly { readonly place: PlaceText; readonly lot: LotText; readonly amountMicro: bigint }[];
  /** At the end of the month: sold and not used, expired or given back, micro-credits by lot. */
  readonly deferred: ReadonlyMap<LotText, bigint>;
  /** Every event of the ledger up to here is in it. */
  readonly position: Position;
}

export interface SettlementQueries {
  figures(month: SettlementMonth): Promise<SettlementFigures>;
}
