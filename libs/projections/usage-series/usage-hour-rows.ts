import type { AccountId, Kind, MemberId } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';

/** Sums beyond int64 where an account uses more than it ever holds. */
export interface KindUse {
  readonly kind: Kind;
  readonly quantity: bigint;
  readonly creditsMicro: bigint;
}

/** What one member used of one model in one hour of UTC, by when it happened (rule 10), corrections taken in. */
export interface UsageHourRow {
  readonly account: AccountId;
  /** Whole hours since 1970-01-01T00:00Z. */
  readonly hour: number;
  /** `null`: the calls named none. */
  readonly member: MemberId | null;
  readonly model: string;
  readonly calls: number;
  /** In order of first use. */
  readonly kinds: readonly KindUse[];
}

export type UsageHourKey = Omit<UsageHourRow, 'calls' | 'kinds'>;

export interface UsageHourColumns {
  readonly account: string;
  readonly hour: bigint;
  /** Empty: none; part of the key, which may not hold NULL */
  readonly member: string;
  readonly model: string;
  readonly calls: bigint;
  /** JSON: read as a whole, and one row instead of one per kind is what makes it cheap */
  readonly kinds: string;
}

export const HOUR_MS = 3_600_000;

export const usageHoursTable: Table<UsageHourRow, UsageHourColumns> = {
  name: 'usage_hours',
  key: ['account', 'hour', 'member', 'model'],
  columns: ['account', 'hour', 'member', 'model', 'calls', 'kinds'],
  encode: (row) => [row.account, row.hour, row.member ?? '', row.model, row.calls, encodeKinds(row.kinds)],
  decode: (columns) => ({
    account: columns.account,
    hour: Number(columns.hour),
    member: columns.member === '' ? null : columns.member,
    model: columns.model,
    calls: Number(columns.calls),
    kinds: decodeKinds(columns.kinds),
  }),
};

export function usageHourKey({ account, hour, member, model }: UsageHourKey): string {
  return `${account}/${hour}/${member ?? ''}/${model}`;
}

/** By hand, since it is a row of every debit. */
function encodeKinds(kinds: readonly KindUse[]): string {
  return `[${kinds.map(({ kind, quantity, creditsMicro }) => `["${kind}","${quantity}","${creditsMicro}"]`).join()}]`;
}

export function decodeKinds(json: string): readonly KindUse[] {
  return (JSON.parse(json) as readonly (readonly [Kind, string, string])[]).map(([kind, quantity, creditsMicro]) => ({
    kind,
    quantity: BigInt(quantity),
    creditsMicro: BigInt(creditsMicro),
  }));
}
