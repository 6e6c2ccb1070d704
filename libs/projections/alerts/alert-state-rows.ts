import type { Credits } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';
import type { AlertState, Crossing, Pot, SpokenAlert, Threshold, WatchedGrant } from './alert-state.js';

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

type ThresholdText = readonly [kind: Threshold['kind'], value: string];
type CrossingText = readonly [...ThresholdText, spoken: SpokenText | null];
type SpokenText = readonly [generation: number, firedAt: number, base: string, remaining: string, position: number];

/** Written with every row, and seldom more than three. */
function encodeThresholds(thresholds: readonly Threshold[]): string {
  return `[${thresholds.map(({ kind, value }) => `["${kind}","${value}"]`).join()}]`;
}

function decodeThreshold([kind, value]: ThresholdText): Threshold {
  return { kind, value: BigInt(value) };
}

function encodeCrossings(crossings: readonly Crossing[]): string {
  if (crossings.length === 0) return '[]';
  return JSON.stringify(crossings.map(encodeCrossing));
}

function encodeCrossing({ kind, value, spoken }: Crossing): CrossingText {
  return [kind, value.toString(), spoken && encodeSpoken(spoken)];
}

function decodeCrossing([kind, value, spoken]: CrossingText): Crossing {
  const threshold = decodeThreshold([kind, value]);
  return { ...threshold, spoken: spoken && decodeSpoken(threshold, spoken) };
}

function encodeSpoken({ generation, firedAt, baseMicro, remainingMicro, position }: SpokenAlert): SpokenText {
  return [generation, firedAt, baseMicro.toString(), remainingMicro.toString(), position];
}

function decodeSpoken(threshold: Threshold, [generation, firedAt, base, remaining, position]: SpokenText): SpokenAlert {
  return { ...threshold, generation, firedAt, ...figures(BigInt(base), BigInt(remaining)), position };
}
