import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verify, type UsedKeys, type VerificationReport, type VerifyOptions } from '#libs/audit/index.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { SqliteLiveViews } from '#libs/platform/sqlite/views/index.js';
import { LEDGER_FILE } from '../embedded-ledger.js';
import { createLedgerCodec } from '../ledger-codec.js';
import { VIEWS_FILE } from '../read-side.js';
import { LEDGER_DOMAIN } from './ledger-domain.js';
import { openShadowViews } from './shadow-views.js';

/** Verifies the ledger in a folder on connections of its own that can only read, beside a running server or without one. */
export async function verifyFolder(dataDir: string, options: Omit<VerifyOptions, 'now'>): Promise<VerificationReport> {
  const codec = createLedgerCodec();
  const journal = openReadOnlyJournal(join(dataDir, LEDGER_FILE), codec);
  const viewsPath = join(dataDir, VIEWS_FILE);
  const live = existsSync(viewsPath) ? new SqliteLiveViews(viewsPath) : undefined;
  const { ledgerId, reader, keyIndex, integrity } = journal;
  const views = {
    live,
    openShadow: (shadow: Parameters<typeof openShadowViews>[1]) =>
      openShadowViews({ reader, ledgerId, dataDir }, shadow),
  };
  const keys: UsedKeys = {
    keysOf: (record) => codec.keysOf(record),
    find: async (asked) => (await keyIndex.lookup(asked, [])).hits,
  };
  try {
    const ledger = { ledgerId, reader, integrity, views, keys, domain: LEDGER_DOMAIN };
    return await verify(ledger, { ...options, now: Date.now });
  } finally {
    live?.close();
    journal.close();
  }
}
