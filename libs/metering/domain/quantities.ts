import { KINDS, type Kind, type Quantity } from '#libs/kernel/index.js';
import { Fault } from './fault.js';
import type { KindCounts } from './counts.js';

/** The kinds that count tokens; a stated total covers these and no others. */
const TOKEN_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'input',
  'input_audio',
  'input_image',
  'input_video',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'output',
  'output_audio',
  'output_image',
  'reasoning',
]);

/** Canonical order, zeros left out: the one form in which a usage is hashed and stored (rule 5). */
export function canonicalQuantities(counts: KindCounts): readonly Quantity[] {
  const quantities: Quantity[] = [];
  for (const kind of KINDS) {
    const quantity = counts[kind];
    if (quantity !== undefined && quantity > 0) quantities.push({ kind, quantity });
  }
  return quantities;
}

/** Compares with the total the producer states, where it states one. */
export function checkTotal(quantities: readonly Quantity[], stated: number | undefined): Fault | undefined {
  if (stated === undefined) return undefined;
  let tokens = 0;
  for (const { kind, quantity } of quantities) if (TOKEN_KINDS.has(kind)) tokens += quantity;
  if (tokens === stated) return undefined;
  return new Fault(
    'inconsistent_usage',
    `The token kinds sum to ${tokens}, the total says ${stated}; send disjoint kinds, each token counted once.`,
    '/data/total',
  );
}
