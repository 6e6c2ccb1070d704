import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from '../eventually.js';

const ENTRY = fileURLToPath(new URL('intake-process.ts', import.meta.url));
const RUN_TYPESCRIPT = fileURLToPath(new URL('../run-typescript.mjs', import.meta.url));

export interface IntakeProcessOptions {
  readonly address: string;
  readonly topic: string;
  readonly dataDir: string;
  readonly sliceRecords: number;
  /** Kills itself right after this append, before anything else happens. */
  readonly dieAfterAppends?: number;
}

/** An intake in a process of its own. */
export class IntakeProcess {
  private static readonly running = new Set<IntakeProcess>();

  /** After each test, so that one that failed leaves no process behind. */
  static async killAll(): Promise<void> {
    await Promise.all([...IntakeProcess.running].map((intake) => intake.kill()));
  }

  /** Records the ledger has an outcome for, as last told. */
  received = 0;
  private readonly exited: Promise<unknown>;
  private stderr = '';

  private constructor(private readonly child: ChildProcess) {
    IntakeProcess.running.add(this);
    this.exited = once(child, 'exit').then(() => IntakeProcess.running.delete(this));
    child.stderr?.on('data', (chunk) => (this.stderr += String(chunk)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.received = (JSON.parse(line) as { received: number }).received;
    });
  }

  static start(options: IntakeProcessOptions): IntakeProcess {
    const child = spawn(process.execPath, ['--import', RUN_TYPESCRIPT, ENTRY, JSON.stringify(options)], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return new IntakeProcess(child);
  }

  async hasReceived(records: number): Promise<void> {
    await eventually(`the process takes in ${records} records`, () => {
      if (this.child.exitCode !== null) throw new Error(`The process ended by itself:\n${this.stderr}`);
      return this.received >= records;
    });
  }

  /** At once, wherever it is. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** Resolves when it has died of SIGKILL. */
  async died(): Promise<void> {
    await this.exited;
    if (this.child.signalCode !== 'SIGKILL') throw new Error(`It ended, but was not killed:\n${this.stderr}`);
  }

  async stop(): Promise<void> {
    this.child.stdin?.end();
    await this.exited;
    if (this.child.exitCode !== 0) throw new Error(`It did not stop cleanly:\n${this.stderr}`);
  }
}
