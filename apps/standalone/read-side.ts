import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { openViews } from '#libs/platform/sqlite/views/index.js';
import {
  createProjector,
  createReadModels,
  projectionLag,
  ProjectorThread,
  type ProjectionLag,
  type ProjectionProgress,
  type ReadModels,
} from '#libs/projections/index.js';
import { LEDGER_FILE, type EmbeddedLedger } from './embedded-ledger.js';
import { createLedgerCodec } from './ledger-codec.js';
import { recordIdOf } from './record-id.js';

/** Where the projector runs: beside the HTTP server in a thread of its own, or in the same one. */
export type ProjectorPlace = 'thread' | 'inline';

/** The read side on one machine: views.db and the projector that fills it. */
export interface ReadSide {
  readonly models: ReadModels;
  readonly progress: ProjectionProgress;
  lag(): Promise<ProjectionLag>;
  /** Rejects when the projector ended by itself. */
  readonly stopped: Promise<void>;
  close(): Promise<void>;
}

/** How long an event may be recorded before it is looked for: what waits for it waits no longer. */
export const POLL_MS = 50;
export const VIEWS_FILE = 'views.db';

export async function openReadSide(ledger: EmbeddedLedger, dataDir: string, place: ProjectorPlace): Promise<ReadSide> {
  const viewsPath = join(dataDir, VIEWS_FILE);
  const views = await openViews(viewsPath);
  const { progress, stopped, stop } =
    place === 'thread' ? startThread(join(dataDir, LEDGER_FILE), viewsPath) : startInline(ledger, views);
  return {
    models: createReadModels(views, ledger.reader, sha256),
    progress,
    lag: () => projectionLag(ledger.reader, progress.position(), Date.now()),
    stopped,
    close: async () => {
      await stop();
      await views.close();
    },
  };
}

interface Running {
  readonly progress: ProjectionProgress;
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

function startThread(ledgerPath: string, viewsPath: string): Running {
  // Beside this file and in the same form: .js once built, .ts where the sources are run.
  const file = new URL(`./projector.worker${extname(import.meta.filename)}`, import.meta.url);
  const thread = new ProjectorThread(new Worker(file, { workerData: { ledgerPath, viewsPath } }));
  return { progress: thread, stopped: thread.stopped, stop: () => thread.stop() };
}

function startInline({ reader, eventStore }: EmbeddedLedger, views: Awaited<ReturnType<typeof openViews>>): Running {
  const { ledgerId } = eventStore;
  const recordId = recordIdOf(createLedgerCodec());
  const projector = createProjector({ reader, views, ledgerId, recordId, now: Date.now, pollMs: POLL_MS });
  const { stopped, stop } = projector.start();
  return { progress: projector, stopped, stop };
}
