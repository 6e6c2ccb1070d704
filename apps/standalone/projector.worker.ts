import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '#libs/kernel/index.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { openViews } from '#libs/platform/sqlite/views/index.js';
import { createProjector, serveProjector } from '#libs/projections/index.js';
import { createLedgerCodec } from './ledger-codec.js';
import { recordIdOf } from './record-id.js';

/** The projector in a thread of its own, with its own connections to both databases. */
const { ledgerPath, viewsPath } = workerData as { readonly ledgerPath: string; readonly viewsPath: string };
invariant(parentPort !== null, 'this file runs as a worker');
const codec = createLedgerCodec();
const journal = openReadOnlyJournal(ledgerPath, codec);
const views = await openViews(viewsPath);
await serveProjector(parentPort, (onShown) =>
  createProjector({
    reader: journal.reader,
    views,
    ledgerId: journal.ledgerId,
    recordId: recordIdOf(codec),
    now: Date.now,
    onShown,
  }),
);
await views.close();
journal.close();
