import { credits, ZERO_CREDITS, type Credits } from '#libs/kernel/index.js';

/** Where credits of a grant go but into use (rule 19): the names of the books. `overage`: repaid. */
export const OUTFLOWS = [
  'overage',
  'expired',
  'forfeited',
  'rolled_out',
  'transferred_out',
  'refunded',
  'adjusted_down',
] as const;
export type Outflow = (typeof OUTFLOWS)[number];

/** Most grants have none. */
export type Outflows = Readonly<Partial<Record<Outflow, Credits>>>;

export const NO_OUTFLOWS: Outflows = {};

export function isOutflow(book: string): book is Outflow {
  return (OUTFLOWS as readonly string[]).includes(book);
}

export function addOutflow(outflows: Outflows, outflow: Outflow, amountMicro: bigint): Outflows {
  return { ...outflows, [outflow]: credits((outflows[outflow] ?? 0n) + amountMicro) };
}

export function outflowOf(outflows: Outflows, outflow: Outflow): Credits {
  return outflows[outflow] ?? ZERO_CREDITS;
}

/** In one order, whatever came first: equal outflows are equal texts. */
export function encodeOutflows(outflows: Outflows): string | null {
  if (outflows === NO_OUTFLOWS) return null;
  const parts = OUTFLOWS.filter((outflow) => outflowOf(outflows, outflow) !== 0n);
  if (parts.length === 0) return null;
  return JSON.stringify(Object.fromEntries(parts.map((outflow) => [outflow, outflowOf(outflows, outflow).toString()])));
}

export function decodeOutflows(json: string | null): Outflows {
  if (json === null) return NO_OUTFLOWS;
  const stored = Object.entries(JSON.parse(json) as Readonly<Record<string, string>>);
  return Object.fromEntries(stored.map(([outflow, amount]) => [outflow, BigInt(amount)]));
}
