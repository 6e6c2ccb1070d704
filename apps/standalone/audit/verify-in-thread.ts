import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { VerificationProgress, VerificationReport, VerifyOptions } from '#libs/audit/index.js';

/** What the thread is given. */
export interface VerifyOrder extends Pick<VerifyOptions, 'only' | 'against'> {
  readonly dataDir: string;
}

export type VerifyMessage =
  | { readonly type: 'progress'; readonly progress: VerificationProgress }
  | { readonly type: 'report'; readonly report: VerificationReport };

/** As `verifyFolder`, in a thread of its own. */
export function verifyInThread(
  dataDir: string,
  { only, against, signal, onProgress }: Omit<VerifyOptions, 'now'>,
): Promise<VerificationReport> {
  // Beside this file and in the same form: .js once built, .ts where the sources are run.
  const file = new URL(`./verify.worker${extname(import.meta.filename)}`, import.meta.url);
  const order: VerifyOrder = { dataDir, only, against };
  const worker = new Worker(file, { workerData: order });
  signal?.addEventListener('abort', () => worker.postMessage('cancel'), { once: true });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: VerifyMessage) => {
      if (message.type === 'progress') onProgress?.(message.progress);
      else resolve(message.report);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the verification ended without a report')));
  });
}
