import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verify, type VerificationReport, type VerifyOptions } from '#libs/audit/index.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { SqliteLiveViews } from '#libs/platform/sqlite/views/index.js';
import { LEDGER_FILE } from '../embedded-ledger.js';
import { createLedgerCodec } from '../ledger-codec.js';
import { VIEWS_FILE } from '../read-side.js';
import { LEDGER_DOMAIN } from './ledger-domain.js';
import { openShadowViews } from './shadow-views.js';

/** Verifies the ledger in a folder on connections of its own that can only read, beside a running server or without one. */
export async function verifyFolder(dataDir: string, options: Omit<VerifyOptions, 'now'>): Promise<VerificationReport> {
  const journal = openReadOnlyJournal(join(dataDir, LEDGER_FILE), createLedgerCodec());
  const viewsPath = join(dataDir, VIEWS_FILE);
  const live = existsSync(viewsPath) ? new SqliteLiveViews(viewsPath) : undefined;
  const { ledgerId, reader, integrity } = journal;
  const views = {
    live,
    openShadow: (shadow: Parameters<typeof openShadowViews>[1]) =>
      openShadowViews({ reader, ledgerId, dataDir }, shadow),
  };
  try {
    const ledger = { ledgerId, reader, integrity, views, domain: LEDGER_DOMAIN };
    return await verify(ledger, { ...options, now: Date.now });
  } finally {
    live?.close();
    journal.close();
  }
}
