import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { Position } from '#libs/journal/contract.js';
import { Progress } from '../../runner/progress.js';
import type { ProjectionProgress } from '../../runner/projector-view.js';
import type { FaultText, FromProjector, ToProjector } from './messages.js';

/** The projector's thread ended by itself; `code` is that of its fault. */
export class ProjectorFailed extends Error {
  override readonly name = 'ProjectorFailed';
  readonly code: string;
  readonly retriable = false;

  constructor({ code, message }: FaultText) {
    super(message);
    this.code = code;
  }
}

/** The main thread's side of a projector that runs in a worker. */
export class ProjectorThread implements ProjectionProgress {
  /** Resolves when the worker has ended after `stop`; rejects when it ended by itself. */
  readonly stopped: Promise<void>;
  private readonly progress = new Progress();
  private fault: Error | undefined;
  private isStopping = false;

  constructor(private readonly worker: Worker) {
    worker.on('message', (message: FromProjector) => this.receive(message));
    worker.on('error', (fault: Error) => this.fail(fault));
    this.stopped = once(worker, 'exit').then(() => this.end());
    this.stopped.catch(() => undefined);
  }

  position(): Position {
    return this.progress.position();
  }

  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.position() < position) this.wake();
    return this.progress.waitFor(position, timeoutMs);
  }

  /** The journal has grown. Cheap, and lost calls only cost the projector's polling interval. */
  wake(): void {
    this.send({ type: 'wake' });
  }

  /** Finishes the batch it is at. */
  stop(): Promise<void> {
    this.isStopping = true;
    this.send({ type: 'stop' });
    return this.stopped;
  }

  private send(message: ToProjector): void {
    this.worker.postMessage(message);
  }

  private receive(message: FromProjector): void {
    if (message.type === 'shown') this.progress.moveTo(message.position);
    else this.fail(new ProjectorFailed(message.fault));
  }

  private fail(fault: Error): void {
    this.fault = fault;
    this.progress.fail(fault);
  }

  private end(): void {
    if (this.fault !== undefined) throw this.fault;
    if (this.isStopping) return;
    const fault = new ProjectorFailed({ code: 'projector_ended', message: 'the projector thread ended by itself' });
    this.fail(fault);
    throw fault;
  }
}
