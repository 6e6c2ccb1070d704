import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position } from '#libs/journal/contract.js';
import type { ComparedViews, LiveViews, ShadowViews, ViewCheckpoint } from '../../ports/compared-views.port.js';
import type { Findings } from '../findings.js';
import type { PartContext } from '../part-context.js';
import { compareTable } from './compare-table.js';

export interface ProjectionsCheck {
  readonly views: ComparedViews;
  readonly reader: Pick<JournalReader, 'head'>;
  readonly ledgerId: string;
}

/**
 * Every read model derived again beside the live one and compared row by row (J8). The live rows are looked at in one
 * snapshot at its own position; it is taken late, so that it is held only while what was added since is derived too.
 */
export async function verifyProjections(
  { views, reader, ledgerId }: ProjectionsCheck,
  findings: Findings,
  { signal, onProgress }: PartContext,
): Promise<void> {
  const { live } = views;
  if (live === undefined) return findings.couldNot('There are no read models to compare.');
  const position = await live.snapshot(async (rows) => comparableAt(rows.checkpoints(), ledgerId, findings));
  if (position === undefined) return;
  const head = await reader.head();
  if (position > head) {
    const sentence = `The read models stand at ${position}, the ledger ends at ${head}.`;
    return findings.fault({ kind: 'ahead_of_ledger', sentence, firstPosition: head + 1, lastPosition: position });
  }
  const shadow = await views.openShadow({ signal, onBuilt: (done) => onProgress(done, position) });
  try {
    await shadow.buildUpTo(position);
    await compare({ live, shadow, ledgerId, builtTo: position }, findings, signal);
  } finally {
    await shadow.close();
  }
}

interface Compared {
  readonly live: LiveViews;
  readonly shadow: ShadowViews;
  readonly ledgerId: string;
  readonly builtTo: Position;
}

async function compare(
  { live, shadow, ledgerId, builtTo }: Compared,
  findings: Findings,
  signal: AbortSignal | undefined,
): Promise<void> {
  await live.snapshot(async (rows) => {
    const position = comparableAt(rows.checkpoints(), ledgerId, findings);
    if (position === undefined) return;
    if (position < builtTo) return findings.couldNot('The read models were taken back meanwhile, as by a rebuild.');
    await shadow.buildUpTo(position);
    const derived = shadow.rows();
    const expected = new Map(derived.tables().map((table) => [table.name, table]));
    for (const table of rows.tables()) {
      const own = expected.get(table.name);
      expected.delete(table.name);
      if (own === undefined) findings.couldNot(`Nothing is known of table ${table.name} of the read models.`);
      else await compareTable({ table: own, live: rows.rows(own), derived: derived.rows(own) }, findings, signal);
    }
    for (const name of expected.keys()) {
      const row = { table: name, key: '', column: null };
      findings.fault({ kind: 'table_missing', sentence: `The read models have no table ${name}.`, row });
    }
  });
}

/** Where the live rows stand; `undefined`, said why, where they cannot be compared. */
function comparableAt(
  checkpoints: readonly ViewCheckpoint[],
  ledgerId: string,
  findings: Findings,
): Position | undefined {
  const [first] = checkpoints;
  if (first === undefined) return void findings.couldNot('The read models were never derived.');
  const foreign = checkpoints.find((checkpoint) => checkpoint.ledgerId !== ledgerId);
  if (foreign !== undefined) {
    const row = { table: 'checkpoints', key: foreign.projection, column: 'ledger_id' };
    const sentence = `The rows of "${foreign.projection}" were made from another ledger.`;
    return void findings.fault({ kind: 'rows_of_another_ledger', sentence, row });
  }
  const apart = checkpoints.filter(({ position }) => position !== first.position);
  if (apart.length === 0) return first.position;
  const names = apart.map(({ projection, position }) => `${projection} at ${position}`).join(', ');
  const sentence = `The read models do not stand at one position (${first.projection} at ${first.position}, ${names}), as while one is rebuilt.`;
  return void findings.couldNot(sentence);
}
