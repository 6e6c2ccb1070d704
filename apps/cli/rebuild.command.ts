import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_FILE, openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { VIEWS_FILE } from '#apps/standalone/read-side.js';
import { recordIdOf } from '#apps/standalone/record-id.js';
import { openViews } from '#libs/platform/sqlite/views/index.js';
import { createProjector, type ProjectionName } from '#libs/projections/index.js';
import { NotFound } from './not-found.js';
import { waitingForServer } from './waiting-for-server.js';
import { startProgress } from './terminal/progress.js';
import { grouped, plural } from './terminal/text.js';

/** @throws LedgerLocked while a server or another command writes to the folder */
export async function rebuild(
  names: readonly ProjectionName[],
  { dataDir, json }: { readonly dataDir: string; readonly json: boolean },
): Promise<string> {
  if (!existsSync(join(dataDir, LEDGER_FILE))) {
    throw new NotFound(`There is no ledger in ${dataDir}; name its folder with --data-dir.`);
  }
  const ledger = await openEmbeddedLedger({ dataDir, watermarks: waitingForServer() });
  const views = await openViews(join(dataDir, VIEWS_FILE));
  const total = await ledger.reader.head();
  const progress = startProgress({ total, label: 'replaying', show: grouped });
  try {
    const projector = createProjector({
      reader: ledger.reader,
      views,
      ledgerId: ledger.eventStore.ledgerId,
      recordId: recordIdOf(createLedgerCodec()),
      now: Date.now,
      onShown: (position) => progress.moveTo(position),
    });
    const position = await projector.rebuild(names);
    if (json) return `${JSON.stringify({ rebuilt: names, position })}\n`;
    return `Rebuilt ${names.join(', ')} from ${plural(position, 'event')}.\n`;
  } finally {
    progress.stop();
    await views.close();
    await ledger.close();
  }
}
