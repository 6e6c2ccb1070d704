import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BoundedReader } from '#libs/audit/index.js';
import type { ShadowOptions, ShadowViews } from '#libs/audit/ports/compared-views.port.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { openViews, SqliteLiveViews } from '#libs/platform/sqlite/views/index.js';
import { createProjector } from '#libs/projections/index.js';
import { createLedgerCodec } from '../ledger-codec.js';
import { VIEWS_FILE } from '../read-side.js';
import { recordIdOf } from '../record-id.js';

export interface ShadowSource {
  readonly reader: JournalReader;
  readonly ledgerId: string;
  /** Where there is room for read models as large as the live ones. */
  readonly dataDir: string;
}

/** Fewer than the live projector keeps: it may run beside it. */
const KEPT_ROWS = 65_536;
const BATCH = { piece: 250, largest: 10_000 };

/** Read models derived by the projector itself, in a folder that is removed afterwards. */
export async function openShadowViews(source: ShadowSource, options: ShadowOptions): Promise<ShadowViews> {
  const { ledgerId, dataDir } = source;
  const folder = mkdtempSync(join(dataDir, 'verify-'));
  const path = join(folder, VIEWS_FILE);
  const views = await openViews(path);
  const reader = new BoundedReader(source.reader, 0, options.signal);
  const projector = createProjector({
    reader,
    views,
    ledgerId,
    recordId: recordIdOf(createLedgerCodec()),
    now: Date.now,
    batch: BATCH,
    keptRows: KEPT_ROWS,
    onShown: options.onBuilt,
  });
  const derived = new SqliteLiveViews(path);
  return {
    buildUpTo: async (position) => {
      reader.until = position;
      await projector.catchUp();
    },
    rows: () => derived.rows(),
    close: async () => {
      derived.close();
      await views.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
