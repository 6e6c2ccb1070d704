import { INTAKE_OUTCOMES, type IntakeOutcome } from '#libs/journal/ports/intake-facts.js';
import type { OutcomeCounts } from '#libs/journal/ports/intake-records.port.js';

/** A stored range of first outcomes (rule 37), one byte each. */
export interface RangeRow {
  readonly first: number;
  /** JSON list, only where the range has gaps. */
  readonly offsets: string | null;
  readonly outcomes: Uint8Array;
}

export type CountedOutcomes = Record<IntakeOutcome, number>;

export function noOutcomes(): CountedOutcomes {
  return { charged: 0, duplicate: 0, conflict: 0, rejected: 0, held: 0 };
}

export function sumOf(counts: OutcomeCounts): number {
  return INTAKE_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** Adds the outcomes of the offsets `from` ≤ offset < `until`. */
export function countWithin(row: RangeRow, from: number, until: number, counts: CountedOutcomes): void {
  const offsets = listedOffsets(row);
  row.outcomes.forEach((code, at) => {
    const offset = offsets?.[at] ?? row.first + at;
    if (offset >= from && offset < until) counts[INTAKE_OUTCOMES[code]!] += 1;
  });
}

export function listedOffsets({ offsets }: Pick<RangeRow, 'offsets'>): readonly number[] | undefined {
  return offsets === null ? undefined : (JSON.parse(offsets) as readonly number[]);
}
