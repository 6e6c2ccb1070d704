import type { AccountId, MemberId } from '#libs/kernel/index.js';
import type { Table } from '../../ports/view-store.port.js';
import type { Crossing } from '../alert-state.js';
import { decodeCrossing, encodeCrossing, type CrossingText } from '../crossing-json.js';

/** The crossed thresholds of all members of an account: together, since a new period ends them all. */
export interface MemberCrossings {
  readonly account: AccountId;
  /** Grows with each period, and when new rules end a crossing: what starts anew for all members at once. */
  readonly generation: number;
  /** Of members who have crossed any. */
  readonly crossings: ReadonlyMap<MemberId, readonly Crossing[]>;
}

export interface MemberCrossingsColumns {
  readonly account: string;
  readonly generation: bigint;
  /** JSON: read as a whole, and written only when a threshold is crossed or cleared. */
  readonly crossings: string;
}

export const memberCrossingsTable: Table<MemberCrossings, MemberCrossingsColumns> = {
  name: 'member_crossings',
  key: ['account'],
  columns: ['account', 'generation', 'crossings'],
  encode: ({ account, generation, crossings }) => [account, generation, encodeCrossings(crossings)],
  decode: ({ account, generation, crossings }) => ({
    account,
    generation: Number(generation),
    crossings: decodeCrossings(crossings),
  }),
};

type MemberText = readonly [member: MemberId, crossings: readonly CrossingText[]];

function encodeCrossings(crossings: MemberCrossings['crossings']): string {
  return JSON.stringify([...crossings].map(([member, crossed]): MemberText => [member, crossed.map(encodeCrossing)]));
}

function decodeCrossings(json: string): MemberCrossings['crossings'] {
  const entries = JSON.parse(json) as readonly MemberText[];
  return new Map(entries.map(([member, crossed]) => [member, crossed.map(decodeCrossing)]));
}
