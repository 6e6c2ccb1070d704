import { setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from './tuning.js';

/** Something that runs until it ends by itself, with the reason, or is closed. */
export interface Life {
  readonly ended: Promise<Error>;
  close(): Promise<void>;
}

export interface Supervision {
  start(): Promise<Life>;
  onFailure(error: Error, retryInMs: number): void;
  readonly maxBackOffMs: number;
}

/** Starts it again whenever it ends, later and later while it does not last. Resolves once stopped and closed. */
export async function supervise(supervision: Supervision, stop: AbortSignal): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const startedAt = performance.now();
    const end = await liveOnce(supervision, stop);
    if (end === 'stopped' || stop.aborted) return;
    const lasted = performance.now() - startedAt > supervision.maxBackOffMs;
    failures = lasted ? 1 : failures + 1;
    const retryInMs = backOffMs(failures, supervision.maxBackOffMs);
    supervision.onFailure(end, retryInMs);
    await waitUnless(stop, retryInMs);
  }
}

async function liveOnce(supervision: Supervision, stop: AbortSignal): Promise<Error | 'stopped'> {
  let life: Life;
  try {
    life = await supervision.start();
  } catch (error) {
    return asError(error);
  }
  const end = await Promise.race([life.ended, aborted(stop)]);
  await life.close();
  return end;
}

function aborted(signal: AbortSignal): Promise<'stopped'> {
  if (signal.aborted) return Promise.resolve('stopped');
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped'), { once: true }));
}

async function waitUnless(stop: AbortSignal, ms: number): Promise<void> {
  await Promise.race([wait(ms, undefined, { ref: false }), aborted(stop)]);
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
