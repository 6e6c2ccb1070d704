import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { openReadOnlyJournal, type ReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { ledgerFileIn } from '../ledger-file.js';

/**
 * Reads a ledger beside a running server.
 * @throws NotFound where the folder holds none
 */
export async function readJournal<Read>(
  dataDir: string,
  read: (journal: ReadOnlyJournal) => Promise<Read>,
): Promise<Read> {
  const journal = openReadOnlyJournal(ledgerFileIn(dataDir), createLedgerCodec());
  try {
    return await read(journal);
  } finally {
    journal.close();
  }
}
