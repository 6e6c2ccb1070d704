import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const RUN_TYPESCRIPT = fileURLToPath(new URL('../../../support/run-typescript.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../../../../apps/standalone/main.ts', import.meta.url));

/** The service as an operator runs it: a process of its own. */
export class Service {
  private output = '';
  private readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    const keep = (chunk: Buffer): void => void (this.output += chunk.toString('utf8'));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.exited = once(child, 'close').then(([code]) => code as number | null);
  }

  /** @param environment beside PORT, which is a free one */
  static start(environment: Readonly<Record<string, string>>): Service {
    const child = spawn(process.execPath, ['--import', RUN_TYPESCRIPT, MAIN], {
      env: { PORT: '0', LOG_LEVEL: 'warn', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Service(child);
  }

  /** Its address, once it listens. */
  async listening(): Promise<string> {
    for (;;) {
      const [, url] = /listens on (http:\S+)/.exec(this.output) ?? [];
      if (url !== undefined) return url;
      const ended = await Promise.race([this.exited.then(() => true), this.nextOutput().then(() => false)]);
      if (ended) throw new Error(`the service ended before it listened:\n${this.output}`);
    }
  }

  /** Everything it wrote so far. */
  said(): string {
    return this.output;
  }

  /** Asks it to stop, and waits for its exit code. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exited;
  }

  /** At once, wherever it is, as a power cut would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  exitCode(): Promise<number | null> {
    return this.exited;
  }

  private async nextOutput(): Promise<void> {
    if (this.child.stdout !== null) await once(this.child.stdout, 'data');
  }
}
