import type { Kind } from '#libs/kernel/index.js';
import type { ChargeComponent } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import type { SettlementMonth } from './settlement-month.js';
import { decodeSums, encodeSums, type Sums } from './sums.js';

/** One kind at one place under one tariff version: the rate's ordinal finds what the supplier is paid for it. */
export interface SettledKind {
  readonly kind: Kind;
  readonly rate: number;
  quantity: bigint;
  creditsMicro: bigint;
}

/**
 * What was used of one model of one supplier for one app and tier under one tariff version, corrections taken in; over
 * all accounts, so there are few of these rows and every debit changes one. Its sums are changed in place: a batch that
 * is rolled back is forgotten with them.
 */
export interface SettledUsageRow {
  readonly month: SettlementMonth;
  /** Place and tariff version. */
  readonly place: string;
  readonly kinds: SettledKind[];
  /** By lot: whose credits were drawn for it. A correction stands where the debit stood. */
  readonly drawn: Sums;
}

export interface SettledUsageColumns {
  readonly month: string;
  readonly place: string;
  /** JSON */
  readonly kinds: string;
  /** JSON */
  readonly drawn: string;
}

type KindText = readonly [Kind, rate: number, quantity: string, credits: string];

export const settledUsageTable: Table<SettledUsageRow, SettledUsageColumns> = {
  name: 'settled_usage',
  key: ['month', 'place'],
  columns: ['month', 'place', 'kinds', 'drawn'],
  encode: ({ month, place, kinds, drawn }) => [
    month,
    place,
    JSON.stringify(
      kinds.map(({ kind, rate, quantity, creditsMicro }) => [kind, rate, `${quantity}`, `${creditsMicro}`]),
    ),
    encodeSums(drawn),
  ],
  decode: ({ month, place, kinds, drawn }) => ({
    month,
    place,
    kinds: (JSON.parse(kinds) as readonly KindText[]).map(([kind, rate, quantity, creditsMicro]) => {
      return { kind, rate, quantity: BigInt(quantity), creditsMicro: BigInt(creditsMicro) };
    }),
    drawn: decodeSums(drawn),
  }),
};

export function addKind({ kinds }: SettledUsageRow, component: ChargeComponent, sign: 1n | -1n): void {
  const { kind, rate, quantity, amountMicro } = component;
  let sums = kinds.find((other) => other.kind === kind && other.rate === rate);
  if (sums === undefined) {
    sums = { kind, rate, quantity: 0n, creditsMicro: 0n };
    kinds.push(sums);
  }
  sums.quantity += sign * BigInt(quantity);
  sums.creditsMicro += sign * amountMicro;
}
