import type { Committed, Job } from './writer.js';

export interface QueuedJob {
  readonly job: Job<unknown>;
  succeed(committed: Committed<unknown>): void;
  fail(error: unknown): void;
}

/**
 * Events in one commit. More make a commit cheaper per event; fewer let a waiting interactive job have its turn sooner: at
 * about 30 µs an event it waits for 150 ms at most.
 */
const COMMIT_WEIGHT_MAX = 5_000;

/** Two lanes, first in first out each; interactive jobs go first. One commit at a time. */
export class JobQueue {
  private readonly lanes = { interactive: [] as QueuedJob[], intake: [] as QueuedJob[] };
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly commit: (jobs: readonly QueuedJob[]) => Promise<void>) {}

  add<Result>(job: Job<Result>): Promise<Committed<Result>> {
    if (this.closed) return Promise.reject(new Error('the ledger is shutting down'));
    return new Promise((resolve, reject) => {
      const succeed = resolve as (committed: Committed<unknown>) => void;
      this.lanes[job.lane].push({ job, succeed, fail: reject });
      this.running ??= this.drain();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    for (;;) {
      // Jobs submitted in the same turn of the event loop share a commit.
      await new Promise(setImmediate);
      const jobs = this.take();
      if (jobs.length === 0) break;
      await this.commit(jobs);
    }
    this.running = undefined;
  }

  private take(): readonly QueuedJob[] {
    const taken: QueuedJob[] = [];
    let weight = 0;
    for (const lane of [this.lanes.interactive, this.lanes.intake]) {
      while (lane.length > 0 && (taken.length === 0 || weight + lane[0]!.job.weight <= COMMIT_WEIGHT_MAX)) {
        const next = lane.shift()!;
        weight += next.job.weight;
        taken.push(next);
      }
    }
    return taken;
  }
}
