import type { Credits } from '#libs/kernel/index.js';
import {
  isUnscoped,
  UNSCOPED,
  type CostBasis,
  type GrantScope,
  type GrantSource,
  type GrantTerms,
} from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import { decodeOutflows, encodeOutflows, type Outflows } from './outflows.js';

/** A grant as it was given, and what became of it (rule 19). */
export interface GrantRow extends GrantTerms {
  readonly account: string;
  readonly remainingMicro: Credits;
  readonly consumedMicro: Credits;
  readonly heldMicro: Credits;
  /** Ended by an event: what is held is all that is left (rule 25). */
  readonly ended: boolean;
  readonly outflows: Outflows;
}

export interface GrantColumns {
  readonly account: string;
  readonly grant_id: string;
  readonly remaining_micro: bigint;
  readonly consumed_micro: bigint;
  readonly held_micro: bigint;
  readonly ended: bigint;
  /** JSON; `null`: nothing has left it but by use */
  readonly outflows: string | null;
  readonly source: string;
  readonly priority: bigint;
  readonly amount_micro: bigint;
  readonly eligible_from: bigint;
  readonly expires_at: bigint | null;
  /** JSON; `null`: unscoped */
  readonly scope: string | null;
  /** JSON */
  readonly cost_basis: string | null;
  readonly rollover_max_micro: bigint | null;
}

export const grantsTable: Table<GrantRow, GrantColumns> = {
  name: 'grants',
  key: ['account', 'grant_id'],
  columns: [
    'account',
    'grant_id',
    'remaining_micro',
    'consumed_micro',
    'held_micro',
    'ended',
    'outflows',
    'source',
    'priority',
    'amount_micro',
    'eligible_from',
    'expires_at',
    'scope',
    'cost_basis',
    'rollover_max_micro',
  ],
  changing: 5,
  encode: (row) => [
    row.account,
    row.grant,
    row.remainingMicro,
    row.consumedMicro,
    row.heldMicro,
    row.ended ? 1 : 0,
    encodeOutflows(row.outflows),
    row.source,
    row.priority,
    row.amountMicro,
    row.eligibleFrom,
    row.expiresAt,
    isUnscoped(row.scope) ? null : JSON.stringify(row.scope),
    encodeCostBasis(row.costBasis),
    row.rollover === null ? null : row.rollover.maxMicro,
  ],
  decode: (columns) => ({
    account: columns.account,
    grant: columns.grant_id,
    remainingMicro: columns.remaining_micro as Credits,
    consumedMicro: columns.consumed_micro as Credits,
    heldMicro: columns.held_micro as Credits,
    ended: columns.ended === 1n,
    outflows: decodeOutflows(columns.outflows),
    source: columns.source as GrantSource,
    priority: Number(columns.priority),
    amountMicro: columns.amount_micro as Credits,
    eligibleFrom: Number(columns.eligible_from),
    expiresAt: columns.expires_at === null ? null : Number(columns.expires_at),
    scope: columns.scope === null ? UNSCOPED : (JSON.parse(columns.scope) as GrantScope),
    costBasis: decodeCostBasis(columns.cost_basis),
    rollover: columns.rollover_max_micro === null ? null : { maxMicro: columns.rollover_max_micro as Credits },
  }),
};

function encodeCostBasis(basis: CostBasis | null): string | null {
  return basis && JSON.stringify({ ...basis, amountMinor: basis.amountMinor.toString() });
}

function decodeCostBasis(json: string | null): CostBasis | null {
  if (json === null) return null;
  const stored = JSON.parse(json) as Omit<CostBasis, 'amountMinor'> & { readonly amountMinor: string };
  return { ...stored, amountMinor: BigInt(stored.amountMinor) };
}
