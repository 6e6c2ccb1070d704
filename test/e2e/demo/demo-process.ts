import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'dist', 'apps', 'demo', 'main.js');

/** The demo as a person starts it, in a folder of its own. */
export class DemoProcess {
  output = '';
  errors = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(options: readonly string[], folder: string) {
    this.child = spawn(process.execPath, [MAIN, ...options], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    this.child.stderr?.on('data', (text: Buffer) => (this.errors += text.toString()));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }
}
