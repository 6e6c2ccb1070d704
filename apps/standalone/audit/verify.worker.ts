import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '#libs/kernel/index.js';
import { verifyFolder } from './verify-folder.js';
import type { VerifyOrder, VerifyMessage } from './verify-in-thread.js';

/** One verification, in a thread of its own: the server goes on answering. Any message cancels it. */
const port = parentPort;
invariant(port !== null, 'this file runs as a worker');
const tell = (message: VerifyMessage): void => port.postMessage(message);
const { dataDir, only, against } = workerData as VerifyOrder;
const cancelled = new AbortController();
port.once('message', () => cancelled.abort());
// What was sent before anybody listened comes a turn later.
await nextTurn();
const report = await verifyFolder(dataDir, {
  only,
  against,
  signal: cancelled.signal,
  onProgress: (progress) => tell({ type: 'progress', progress }),
});
tell({ type: 'report', report });
port.close();
