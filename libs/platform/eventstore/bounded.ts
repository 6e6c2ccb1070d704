import { timeoutFault } from './faults.js';

interface CancellableRead<Item> {
  on(event: 'data', listener: (item: Item) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  removeAllListeners(event: 'data'): unknown;
  cancel(): Promise<void>;
}

/** Waits so long and no longer: of its own, the client waits for ever in several places. */
export async function bounded<Answer>(what: string, timeoutMs: number, call: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timeoutFault(what, timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads until the end, or until `take` says that it has enough. The time counts from the last item that came. */
export function readUntil<Item>(
  what: string,
  timeoutMs: number,
  read: CancellableRead<Item>,
  take: (item: Item) => 'more' | 'enough',
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      read.removeAllListeners('data');
      read.cancel().catch(() => undefined);
      settle();
    };
    const fail = (error: unknown): void => end(() => reject(error));
    const timer = setTimeout(() => fail(timeoutFault(what, timeoutMs)), timeoutMs);
    read.on('data', (item) => {
      timer.refresh();
      try {
        if (take(item) === 'enough') end(resolve);
      } catch (error) {
        fail(error);
      }
    });
    read.on('error', fail);
    read.on('end', () => end(resolve));
  });
}
