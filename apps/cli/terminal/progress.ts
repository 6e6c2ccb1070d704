import { SingleBar } from 'cli-progress';

const PATIENCE_MS = 2_000;

export interface Progress {
  /** How much of the total is done. */
  moveTo(done: number): void;
  stop(): void;
}

interface ProgressOptions {
  readonly total: number;
  readonly label: string;
  /** How `done` and `total` are shown. */
  readonly show: (amount: number) => string;
  /** Shows the bar at once instead of after two seconds of work. */
  readonly eager?: boolean;
}

/** A bar on stderr, where it does not mix with results; nothing where stderr is no terminal. */
export function startProgress({ total, label, show, eager = false }: ProgressOptions): Progress {
  const bar = new SingleBar({
    format: '  {label} {bar} {percentage} %  {done} of {all}  {duration} s',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 40,
    hideCursor: true,
    stream: process.stderr,
  });
  const startedAt = Date.now();
  let isShown = false;
  return {
    moveTo: (done) => {
      if (!isShown && (eager || Date.now() - startedAt > PATIENCE_MS)) {
        bar.start(total, 0, { label, done: show(0), all: show(total) });
        isShown = true;
      }
      if (isShown) bar.update(done, { done: show(done) });
    },
    stop: () => {
      if (isShown) bar.stop();
    },
  };
}
