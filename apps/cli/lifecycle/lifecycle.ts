import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_FILE } from '#apps/standalone/embedded-ledger.js';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { VIEWS_FILE } from '#apps/standalone/read-side.js';
import { viewJson } from '#libs/kernel/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { openViewsForQueries } from '#libs/platform/sqlite/views/index.js';
import { createReadModels, type Lifecycle, type LifecycleQueries } from '#libs/projections/index.js';
import { NotFound } from '../not-found.js';
import { startProgress, type Progress } from '../terminal/progress.js';
import { grouped } from '../terminal/text.js';
import { lifecycleTables } from './lifecycle-tables.js';

interface Stated {
  readonly text: string;
  readonly addsUp: boolean;
}

/** Reads beside a running server. */
export async function lifecycle(
  account: string | undefined,
  { dataDir, json }: { readonly dataDir: string; readonly json: boolean },
): Promise<Stated> {
  const [ledgerPath, viewsPath] = [join(dataDir, LEDGER_FILE), join(dataDir, VIEWS_FILE)];
  if (!existsSync(ledgerPath)) {
    throw new NotFound(`There is no ledger in ${dataDir}; name its folder with --data-dir.`);
  }
  if (!existsSync(viewsPath)) {
    throw new NotFound(`There are no read models in ${dataDir} yet: start the server, or run tokenledger rebuild.`);
  }
  const journal = openReadOnlyJournal(ledgerPath, createLedgerCodec());
  const db = openViewsForQueries(viewsPath);
  try {
    const { lifecycles } = createReadModels({ db }, journal.reader, sha256);
    const found = account === undefined ? await ofLedger(lifecycles) : await lifecycles.ofAccount(account);
    if (found === undefined)
      throw new NotFound(`There is no account ${account}; see GET /v1/accounts for those there are.`);
    const text = json ? `${JSON.stringify(viewJson(found))}\n` : lifecycleTables(found);
    return { text, addsUp: found.addsUp };
  } finally {
    await db.destroy();
    journal.close();
  }
}

async function ofLedger(lifecycles: LifecycleQueries): Promise<Lifecycle> {
  let progress: Progress | undefined;
  try {
    return await lifecycles.ofLedger((done, total) => {
      progress ??= startProgress({ total, label: 'summing', show: grouped });
      progress.moveTo(done);
    });
  } finally {
    progress?.stop();
  }
}
