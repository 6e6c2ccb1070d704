import { INTAKE_OUTCOMES } from '#libs/journal/ports/intake-facts.js';
import type { SourceTotals } from '#libs/journal/ports/intake-records.port.js';
import type { SourceProof } from '#libs/journal/ports/source-proofs.port.js';
import { startProgress } from '../terminal/progress.js';
import { table } from '../terminal/table.js';
import { grouped, plural, shortened } from '../terminal/text.js';
import type { Where } from '../common-options.js';
import { readJournal } from './read-journal.js';

const NOTHING_YET = 'Nothing was received yet.\n';

/** What became of every record received, per source (rule 37). */
export async function outcomes({ dataDir, json }: Where): Promise<string> {
  const totals = await readJournal(dataDir, (journal) => journal.intakeRecords.totals());
  return json ? `${JSON.stringify(totals)}\n` : outcomesTable(totals);
}

export interface Proved {
  readonly text: string;
  readonly holds: boolean;
}

/** The same, counted from every outcome that was ever stored and compared with everything kept beside. */
export async function proveOutcomes({ dataDir, json }: Where): Promise<Proved> {
  const proofs = await readJournal(dataDir, async ({ intakeRecords, sourceProofs }) => {
    const total = (await intakeRecords.totals()).reduce((sum, { received }) => sum + received, 0);
    const progress = startProgress({ total, label: 'proving', show: grouped });
    const found: SourceProof[] = [];
    try {
      const onProgress = (counted: number): void => progress.moveTo(counted);
      for await (const proof of sourceProofs.prove({ onProgress })) found.push(proof);
      return found;
    } finally {
      progress.stop();
    }
  });
  const holds = proofs.every((proof) => proof.holds);
  return { text: json ? `${JSON.stringify({ holds, items: proofs })}\n` : proofsTable(proofs), holds };
}

function outcomesTable(totals: readonly SourceTotals[]): string {
  if (totals.length === 0) return NOTHING_YET;
  const heads = ['received', ...INTAKE_OUTCOMES];
  const rows = totals.map(({ source, received, counts }) => [
    shortened(source),
    grouped(received),
    ...INTAKE_OUTCOMES.map((outcome) => grouped(counts[outcome])),
  ]);
  return table('First outcomes by source', [{ head: 'source' }, ...heads.map(right)], rows);
}

function proofsTable(proofs: readonly SourceProof[]): string {
  if (proofs.length === 0) return NOTHING_YET;
  const heads = ['offsets', 'received', 'skipped', 'released', 'replayed', 'waiting', 'holds'];
  const rows = proofs.map((proof) => [
    shortened(proof.source),
    proof.firstOffset === null ? 'none' : `${proof.firstOffset}-${proof.lastOffset}`,
    grouped(proof.received),
    grouped(proof.skipped),
    grouped(sumOf(proof.later.released)),
    grouped(sumOf(proof.later.replayed)),
    grouped(proof.later.waiting),
    proof.holds ? 'yes' : 'NO',
  ]);
  const found = proofs.flatMap(({ source, differences }) => differences.map((told) => `  ${source}: ${told}.\n`));
  const verdict =
    found.length === 0
      ? `\n  Rule 37 holds for ${plural(proofs.length, 'source')}: every offset has one first outcome.\n`
      : `\n${found.join('')}`;
  return table('Every offset and its first outcome', [{ head: 'source' }, ...heads.map(right)], rows) + verdict;
}

function right(head: string) {
  return { head, align: 'right' as const };
}

function sumOf(counts: SourceProof['counts']): number {
  return INTAKE_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
}
