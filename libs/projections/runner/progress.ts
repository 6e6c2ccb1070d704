import type { Position } from '#libs/journal/contract.js';
import type { ProjectionProgress } from './projector-view.js';

interface Waiter {
  readonly position: Position;
  readonly reached: () => void;
  readonly failed: (fault: unknown) => void;
}

/** Lets queries wait until the read models show what they have just written. */
export class Progress implements ProjectionProgress {
  private reached: Position = 0;
  private fault: { readonly cause: unknown } | undefined;
  private readonly waiters = new Set<Waiter>();

  position(): Position {
    return this.reached;
  }

  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.reached >= position) return Promise.resolve(true);
    if (this.fault !== undefined) return Promise.reject(this.fault.cause);
    return new Promise((resolve, reject) => {
      const end = (answer: () => void) => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        answer();
      };
      const timer = setTimeout(() => end(() => resolve(false)), timeoutMs);
      const waiter: Waiter = {
        position,
        reached: () => end(() => resolve(true)),
        failed: (fault) => end(() => reject(fault)),
      };
      this.waiters.add(waiter);
    });
  }

  /** A rebuild moves it back. */
  moveTo(position: Position): void {
    this.fault = undefined;
    this.reached = position;
    for (const waiter of [...this.waiters]) if (waiter.position <= position) waiter.reached();
  }

  fail(cause: unknown): void {
    this.fault = { cause };
    for (const waiter of [...this.waiters]) waiter.failed(cause);
  }
}
