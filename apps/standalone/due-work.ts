import type { Logger } from 'pino';
import type { DueWorkReport } from '#libs/ledger/index.js';

/** Whatever is done because time has passed; safe to do again. */
export interface DueWork {
  run(stopping: AbortSignal): Promise<DueWorkReport>;
}

export interface DueWorkOptions {
  readonly everyMs: number;
  readonly work: DueWork;
  readonly logger: Logger;
}

/** At once, and then again and again: work that has fallen due (rule 15). One pass at a time. */
export function startDueWork(options: DueWorkOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const passAndWait = async (): Promise<void> => {
    await pass(options, stopping.signal);
    if (!stopping.signal.aborted) timer = setTimeout(next, options.everyMs).unref();
  };
  const next = (): void => {
    running = passAndWait();
  };
  next();
  return {
    stop: () => {
      stopping.abort();
      clearTimeout(timer);
      return running;
    },
  };
}

/** A failed try is made again in the next pass; whoever comes by an account does its work too. */
async function pass({ work, logger }: DueWorkOptions, stopping: AbortSignal): Promise<void> {
  try {
    const { events, failures } = await work.run(stopping);
    for (const { account, error } of failures)
      logger.error({ err: error, account }, 'due work failed; it is tried again');
    if (events > 0) logger.debug({ events }, 'did work that had fallen due');
  } catch (fault) {
    logger.error({ err: fault }, 'due work failed; it is tried again');
  }
}
