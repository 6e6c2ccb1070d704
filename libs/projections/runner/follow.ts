import type { Position } from '#libs/journal/contract.js';
import type { RunningProjector, Wake } from './projector-view.js';

/** Catches up again and again: at once when woken, otherwise every `pollMs`. Ends for good with the first fault. */
export function follow(catchUp: () => Promise<Position>, pollMs: number, wake?: Wake): RunningProjector {
  const bell = new Bell();
  const unsubscribe = wake?.(() => bell.ring());
  let isStopping = false;
  const loop = async (): Promise<void> => {
    try {
      while (!isStopping) {
        await catchUp();
        if (!isStopping) await bell.rung(pollMs);
      }
    } finally {
      unsubscribe?.();
    }
  };
  const stopped = loop();
  return {
    stopped,
    stop: () => {
      isStopping = true;
      bell.ring();
      return stopped;
    },
  };
}

/** Remembers a ring that came while nobody listened. */
class Bell {
  private hasRung = false;
  private listener: (() => void) | undefined;

  ring(): void {
    this.hasRung = true;
    this.listener?.();
  }

  async rung(timeoutMs: number): Promise<void> {
    if (!this.hasRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.listener = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.listener = undefined;
    }
    this.hasRung = false;
  }
}
