import { INTAKE_OUTCOMES } from '#libs/journal/ports/intake-facts.js';
import type { OutcomeCounts } from '#libs/journal/ports/intake-records.port.js';
import type { LaterOutcomes, SourceProof } from '#libs/journal/ports/source-proofs.port.js';
import { listedOffsets, noOutcomes, sumOf, type RangeRow } from './outcome-ranges.js';

export interface WholeRange extends RangeRow {
  readonly last: number;
}

/** What is kept beside the ranges, and has to say the same. */
export interface Besides {
  readonly source: string;
  readonly nextOffset: number;
  readonly totals: OutcomeCounts;
  /** Rows of rejected records. */
  readonly refusedRows: number;
  /** Rows of held records. */
  readonly heldRows: number;
  readonly later: LaterOutcomes;
}

/** Counts the first outcomes of one source range by range, in order of offsets, and says what does not fit. */
export class SourceTally {
  private readonly counts = noOutcomes();
  private readonly differences: string[] = [];
  private first: number | null = null;
  private last: number | null = null;
  private gaps = 0;
  private skipped = 0;

  add(range: WholeRange): void {
    const offsets = listedOffsets(range);
    this.checkShape(range, offsets);
    if (this.last !== null && range.first <= this.last) {
      this.differences.push(`offsets ${range.first} to ${Math.min(this.last, range.last)} are counted more than once`);
    }
    if (this.last !== null) this.addGap(range.first - this.last - 1);
    offsets?.forEach((offset, at) => at > 0 && this.addGap(offset - offsets[at - 1]! - 1));
    range.outcomes.forEach((code) => this.count(code, range));
    this.first ??= range.first;
    this.last = Math.max(this.last ?? 0, range.last);
  }

  proof({ source, nextOffset, totals, refusedRows, heldRows, later }: Besides): SourceProof {
    const { counts } = this;
    const differences = [
      ...this.differences,
      ...INTAKE_OUTCOMES.flatMap((outcome) =>
        compared(`${outcome}: its total says`, totals[outcome], 'its outcomes', counts[outcome]),
      ),
      ...compared(
        'the next offset to be read is',
        nextOffset,
        'the one behind the last outcome',
        (this.last ?? -1) + 1,
      ),
      ...compared('rejected: records kept are', refusedRows, 'outcomes', counts.rejected),
      ...compared('held: records kept are', heldRows, 'outcomes and replays', counts.held + later.replayed.held),
      ...compared('held: waiting and released are', later.waiting + sumOf(later.released), 'records kept', heldRows),
    ];
    return {
      source,
      firstOffset: this.first,
      lastOffset: this.last,
      received: sumOf(counts),
      gaps: this.gaps,
      skipped: this.skipped,
      counts,
      later,
      holds: differences.length === 0,
      differences,
    };
  }

  private checkShape({ first, last, outcomes }: WholeRange, offsets: readonly number[] | undefined): void {
    const isListed =
      offsets === undefined
        ? outcomes.length === last - first + 1
        : offsets.length === outcomes.length &&
          offsets[0] === first &&
          offsets.at(-1) === last &&
          offsets.every((offset, at) => at === 0 || offset > offsets[at - 1]!);
    if (!isListed) this.differences.push(`offsets ${first} to ${last} do not have one outcome each`);
  }

  private addGap(offsets: number): void {
    if (offsets <= 0) return;
    this.gaps += 1;
    this.skipped += offsets;
  }

  private count(code: number, { first, last }: WholeRange): void {
    const outcome = INTAKE_OUTCOMES[code];
    if (outcome === undefined)
      this.differences.push(`offsets ${first} to ${last} have an outcome nobody knows: ${code}`);
    else this.counts[outcome] += 1;
  }
}

function compared(what: string, said: number, other: string, found: number): readonly string[] {
  return said === found ? [] : [`${what} ${said}, ${other} ${found}`];
}
