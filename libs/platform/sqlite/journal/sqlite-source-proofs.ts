import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { INTAKE_OUTCOMES, type IntakeOutcome } from '#libs/journal/ports/intake-facts.js';
import type { OutcomeCounts } from '#libs/journal/ports/intake-records.port.js';
import type { ProofOptions, SourceProof, SourceProofsPort } from '#libs/journal/ports/source-proofs.port.js';
import { openForReading } from './ledger-database.js';
import { noOutcomes } from './outcome-ranges.js';
import { SourceTally, type Besides, type WholeRange } from './source-tally.js';

/** Ranges read between two chances for others to work. */
const RANGES_AT_ONCE = 256;

interface SourceRow extends OutcomeCounts {
  readonly sourceNo: number;
  readonly source: string;
  readonly nextOffset: number;
}

/** Counts on a connection of its own, in one read transaction: the intake goes on meanwhile, and is not seen. */
export class SqliteSourceProofs implements SourceProofsPort {
  constructor(private readonly path: string) {}

  async *prove({ source, onProgress, signal }: ProofOptions = {}): AsyncIterable<SourceProof> {
    const database = openForReading(this.path);
    try {
      database.exec('BEGIN');
      const stored = new StoredOutcomes(database);
      for (const row of stored.sources(source)) {
        const proof = await stored.proofOf(row, onProgress, signal);
        if (proof === undefined) return;
        yield proof;
      }
    } finally {
      database.close();
    }
  }
}

/** Reads what one proof is made of. */
class StoredOutcomes {
  private readonly allSources: StatementSync;
  private readonly ranges: StatementSync;
  private readonly refused: StatementSync;
  private readonly held: StatementSync;
  private counted = 0;

  constructor(database: DatabaseSync) {
    this.allSources = database.prepare(`
      SELECT source_no AS sourceNo, name AS source, next_offset AS nextOffset, ${INTAKE_OUTCOMES.join(', ')}
      FROM sources WHERE :source IS NULL OR name = :source ORDER BY source_no`);
    this.ranges = database.prepare(`
      SELECT first_offset AS first, last_offset AS last, offsets, outcomes FROM outcome_ranges
      WHERE source_no = ? AND first_offset > ? ORDER BY first_offset LIMIT ?`);
    this.refused = database.prepare(
      'SELECT replayed_as AS became, count(*) AS n FROM refused WHERE source_no = ? GROUP BY replayed_as',
    );
    this.held = database.prepare(
      'SELECT released_as AS became, count(*) AS n FROM held WHERE source_no = ? GROUP BY released_as',
    );
  }

  sources(source: string | undefined): readonly SourceRow[] {
    return this.allSources.all({ source: source ?? null }) as unknown as readonly SourceRow[];
  }

  /** `undefined`: it was ended early. */
  async proofOf(
    row: SourceRow,
    onProgress: ProofOptions['onProgress'],
    signal: AbortSignal | undefined,
  ): Promise<SourceProof | undefined> {
    const tally = new SourceTally();
    for (let after = -1; signal?.aborted !== true;) {
      const ranges = this.ranges.all(row.sourceNo, after, RANGES_AT_ONCE) as unknown as readonly WholeRange[];
      ranges.forEach((range) => tally.add(range));
      this.counted += ranges.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
      onProgress?.(this.counted);
      const last = ranges.at(-1);
      if (last === undefined || ranges.length < RANGES_AT_ONCE) return tally.proof(this.besides(row));
      after = last.first;
      await new Promise(setImmediate);
    }
    return undefined;
  }

  private besides({ sourceNo, source, nextOffset, ...totals }: SourceRow): Besides {
    const [refused, held] = [became(this.refused, sourceNo), became(this.held, sourceNo)];
    return {
      source,
      nextOffset,
      totals,
      refusedRows: refused.rows,
      heldRows: held.rows,
      later: { waiting: held.open, released: held.closed, replayed: refused.closed },
    };
  }
}

/** Rows of a source, and what became of those that found another outcome. */
function became(statement: StatementSync, sourceNo: number) {
  const closed = noOutcomes();
  let [rows, open] = [0, 0];
  for (const { became: outcome, n } of statement.all(sourceNo)) {
    rows += Number(n);
    if (outcome === null) open += Number(n);
    else closed[outcome as IntakeOutcome] += Number(n);
  }
  return { rows, open, closed };
}
