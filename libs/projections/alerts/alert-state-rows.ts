import type { Credits } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';
import type { AlertState, Crossing, Pot, WatchedGrant } from './alert-state.js';
import { decodeCrossing, decodeThreshold, encodeCrossing, encodeThresholds } from './crossing-json.js';
import type { CrossingText, ThresholdText } from './crossing-json.js';

export interface AlertStateColumns {
  readonly account: string;
  readonly period: bigint;
  readonly generation: bigint;
  readonly unscoped_base_micro: bigint;
  readonly unscoped_remaining_micro: bigint;
  readonly scoped_base_micro: bigint;
  readonly scoped_remaining_micro: bigint;
  /** The lists are JSON, amounts as decimal strings: they are read as a whole. */
  readonly grants: string;
  readonly thresholds: string;
  readonly crossings: string;
}

export const alertStatesTable: Table<AlertState, AlertStateColumns> = {
  name: 'alert_states',
  key: ['account'],
  columns: [
    'account',
    'period',
    'generation',
    'unscoped_base_micro',
    'unscoped_remaining_micro',
    'scoped_base_micro',
    'scoped_remaining_micro',
    'grants',
    'thresholds',
    'crossings',
  ],
  encode: (state) => [
    state.account,
    state.period,
    state.generation,
    state.unscoped.baseMicro,
    state.unscoped.remainingMicro,
    state.scoped.baseMicro,
    state.scoped.remainingMicro,
    encodeGrants(state.grants),
    encodeThresholds(state.thresholds),
    encodeCrossings(state.crossings),
  ],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    generation: Number(columns.generation),
    unscoped: figures(columns.unscoped_base_micro, columns.unscoped_remaining_micro),
    scoped: figures(columns.scoped_base_micro, columns.scoped_remaining_micro),
    grants: decodeGrants(columns.grants),
    thresholds: (JSON.parse(columns.thresholds) as readonly ThresholdText[]).map(decodeThreshold),
    crossings: (JSON.parse(columns.crossings) as readonly CrossingText[]).map(decodeCrossing),
  }),
};

function figures(base: bigint, remaining: bigint): AlertState['scoped'] {
  return { baseMicro: base as Credits, remainingMicro: remaining as Credits };
}

type GrantText = readonly [grant: string, pot: Pot, remaining: string, expiresAt: number | null, inBase: string | null];

/** By hand, since it is written for every account of every batch; grant ids need no escaping. */
function encodeGrants(grants: readonly WatchedGrant[]): string {
  const parts = grants.map(
    ({ grant, pot, remainingMicro, expiresAt, inBaseMicro }) =>
      `["${grant}","${pot}","${remainingMicro}",${expiresAt},${inBaseMicro === null ? 'null' : `"${inBaseMicro}"`}]`,
  );
  return `[${parts.join()}]`;
}

function decodeGrants(json: string): readonly WatchedGrant[] {
  return (JSON.parse(json) as readonly GrantText[]).map(([grant, pot, remaining, expiresAt, inBase]) => ({
    grant,
    pot,
    remainingMicro: BigInt(remaining) as Credits,
    expiresAt,
    inBaseMicro: inBase === null ? null : (BigInt(inBase) as Credits),
  }));
}

function encodeCrossings(crossings: readonly Crossing[]): string {
  if (crossings.length === 0) return '[]';
  return JSON.stringify(crossings.map(encodeCrossing));
}
