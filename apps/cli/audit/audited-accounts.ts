import { LEDGER_DOMAIN } from '#apps/standalone/audit/ledger-domain.js';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { createAccountAudit, type AccountAudit } from '#libs/audit/index.js';
import type { Position } from '#libs/journal/contract.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { JournalHistoryQueries } from '#libs/projections/index.js';
import { ledgerFileIn } from '../ledger-file.js';

export interface AuditedAccounts {
  readonly audit: AccountAudit;
  readonly head: Position;
}

/** Reads accounts from the journal in a folder, beside a running server or without one. */
export async function withAuditedAccounts<Result>(
  dataDir: string,
  look: (accounts: AuditedAccounts) => Promise<Result>,
): Promise<Result> {
  const journal = openReadOnlyJournal(ledgerFileIn(dataDir), createLedgerCodec());
  try {
    const history = new JournalHistoryQueries(journal.reader);
    const audit = createAccountAudit({ history, domain: LEDGER_DOMAIN });
    return await look({ audit, head: await journal.reader.head() });
  } finally {
    journal.close();
  }
}
