import { invariant, type Instant } from '#libs/kernel/index.js';
import type { VerificationProgress, VerificationReport } from './verify/report.js';
import type { VerifyOptions } from './verify/verify.js';

export type VerificationRequest = Pick<VerifyOptions, 'only' | 'against'>;

/** A verification in the background, and what came of it. */
export interface Verification {
  readonly id: string;
  /** `failed`: it ended without a report. */
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: Instant;
  /** Of the part it is at; `null` before the first and after the last. */
  readonly progress: VerificationProgress | null;
  readonly report: VerificationReport | null;
}

export interface VerificationsParts {
  readonly run: (options: Omit<VerifyOptions, 'now'>) => Promise<VerificationReport>;
  readonly newId: () => string;
  readonly now: () => Instant;
  /** Called with what kept one from its report. */
  readonly onFailed: (fault: unknown) => void;
}

/** Reports that are kept, in memory; the ledger can be verified again at any time. */
const KEPT = 20;

interface Running {
  readonly id: string;
  readonly cancel: AbortController;
  readonly ended: Promise<void>;
}

/** One at a time: each reads the whole ledger. */
export class Verifications {
  private readonly known = new Map<string, Verification>();
  private running: Running | undefined;

  constructor(private readonly parts: VerificationsParts) {}

  /** The id of the one that is running, where there is one. */
  runningId(): string | undefined {
    return this.running?.id;
  }

  /** Not while one is running. */
  start(request: VerificationRequest): Verification {
    invariant(this.running === undefined, 'one verification runs at a time');
    const { newId, now } = this.parts;
    const id = newId();
    const started: Verification = { id, state: 'running', startedAt: now(), progress: null, report: null };
    this.keep(started);
    const cancel = new AbortController();
    this.running = { id, cancel, ended: this.follow(started, request, cancel.signal) };
    return started;
  }

  get(id: string): Verification | undefined {
    return this.known.get(id);
  }

  /** It ends with a report that says so. `undefined`: there is no such verification. */
  cancel(id: string): Verification | undefined {
    if (this.running?.id === id) this.running.cancel.abort();
    return this.get(id);
  }

  /** Cancels what runs and waits for its end. */
  async stop(): Promise<void> {
    this.running?.cancel.abort();
    await this.running?.ended;
  }

  private async follow(started: Verification, request: VerificationRequest, signal: AbortSignal): Promise<void> {
    const onProgress = (progress: VerificationProgress): void => this.keep({ ...started, progress });
    try {
      // What throws at once is rejected like the rest, a turn later: by then it is known as the one that runs.
      const report = await new Promise<VerificationReport>((resolve) =>
        resolve(this.parts.run({ ...request, signal, onProgress })),
      );
      this.keep({ ...started, state: 'done', report });
    } catch (fault) {
      this.keep({ ...started, state: 'failed' });
      this.parts.onFailed(fault);
    } finally {
      this.running = undefined;
    }
  }

  private keep(verification: Verification): void {
    this.known.set(verification.id, verification);
    const [oldest] = this.known.keys();
    if (this.known.size > KEPT && oldest !== undefined) this.known.delete(oldest);
  }
}
