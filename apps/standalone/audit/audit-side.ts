import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createAccountAudit, Verifications, type AccountAudit } from '#libs/audit/index.js';
import type { JournalHeads } from '#libs/audit/adapters/http/index.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { LEDGER_FILE } from '../embedded-ledger.js';
import { createLedgerCodec } from '../ledger-codec.js';
import type { ProjectorPlace, ReadSide } from '../read-side.js';
import { LEDGER_DOMAIN } from './ledger-domain.js';
import { verifyFolder } from './verify-folder.js';
import { verifyInThread } from './verify-in-thread.js';

/** What auditors are answered from, on connections that can only read. */
export interface AuditSide {
  readonly account: AccountAudit;
  readonly heads: JournalHeads;
  readonly verifications: Verifications;
  /** Cancels what runs. */
  close(): Promise<void>;
}

export interface AuditSideParts {
  readonly dataDir: string;
  readonly readSide: Pick<ReadSide, 'models'>;
  /** Verifications run where the projector does: beside the HTTP server, or in the same thread. */
  readonly place: ProjectorPlace;
  readonly logger: Logger;
}

export function openAuditSide({ dataDir, readSide, place, logger }: AuditSideParts): AuditSide {
  const journal = openReadOnlyJournal(join(dataDir, LEDGER_FILE), createLedgerCodec());
  const run = place === 'thread' ? verifyInThread : verifyFolder;
  const verifications = new Verifications({
    run: (options) => run(dataDir, options),
    newId: randomUUID,
    now: Date.now,
    onFailed: (fault) => logger.error({ err: fault }, 'a verification failed'),
  });
  return {
    account: createAccountAudit({ history: readSide.models.history, domain: LEDGER_DOMAIN }),
    heads: journal.integrity,
    verifications,
    close: async () => {
      await verifications.stop();
      journal.close();
    },
  };
}
