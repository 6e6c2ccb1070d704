import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { copyPostgresBinaries, NoPostgres } from './postgres-binaries.js';

/** Signed by itself, for 127.0.0.1 and no other name. Nothing but tests trusts it. */
export const SERVER_CERTIFICATE = readFileSync(fileURLToPath(new URL('server.cert.pem', import.meta.url)), 'utf8');
const SERVER_KEY = readFileSync(fileURLToPath(new URL('server.key.pem', import.meta.url)), 'utf8');

const START_DEADLINE_MS = 30_000;
export const TEST_USER = 'ledger';

/**
 * The server dies with whoever started it: when the pipe to its standard input closes, for whatever reason, the shell
 * tells it to end at once. Not by kill -9, which would leave its shared memory behind.
 */
const LEASH = 'exec 3<&0; "$@" </dev/null 3<&- & server=$!; { cat <&3 >/dev/null; kill -QUIT $server; } & wait $server';

/** Nothing it holds has to outlive the machine. */
const SETTINGS = [
  'fsync=off',
  'dynamic_shared_memory_type=mmap',
  'max_connections=200',
  'listen_addresses=127.0.0.1',
  'ssl=on',
];

/** As most servers are: an order that is not that of the bytes, unless a column says so. */
const IN_ENGLISH = ['--locale=C', '--locale-provider=icu', '--icu-locale=en'];

/** A real PostgreSQL on this machine, alone in its folder, on a free port. */
export class PostgresServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly programs: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'token-ledger-postgres-'));
    try {
      chmodSync(folder, 0o755);
      const server = new PostgresServer(folder, copyPostgresBinaries(folder), await freePort());
      server.makeData();
      await server.resume();
      return server;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Of the database every server has; one of its own is made for each suite. */
  get address(): string {
    return `postgres://${TEST_USER}@127.0.0.1:${this.port}/postgres`;
  }

  /** Starts it again on the data it had. */
  async resume(): Promise<void> {
    const settings = [...SETTINGS, `port=${this.port}`, `unix_socket_directories=${this.data}`];
    const command = [
      join(this.programs, 'postgres'),
      '-D',
      this.data,
      ...settings.flatMap((setting) => ['-c', setting]),
    ];
    const log = openSync(this.log, 'a');
    this.child = spawn('sh', ['-c', LEASH, 'leash', ...command], { stdio: ['pipe', log, log], ...unprivileged() });
    closeSync(log);
    await this.answers();
  }

  /** Ends it at once, connections and all; its data stay. */
  async kill(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.stdin?.end();
    await exited;
  }

  /** Ends it and removes what it wrote. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  private get log(): string {
    return join(this.folder, 'server.log');
  }

  private makeData(): void {
    mkdirSync(this.data);
    const { uid, gid } = unprivileged();
    if (uid !== undefined && gid !== undefined) chownSync(this.data, uid, gid);
    const how = ['-A', 'trust', '-U', TEST_USER, '-E', 'UTF8', '--no-sync', ...IN_ENGLISH];
    const made = spawnSync(join(this.programs, 'initdb'), ['-D', this.data, ...how], {
      encoding: 'utf8',
      ...unprivileged(),
    });
    if (made.status !== 0) throw new NoPostgres(`its data could not be made: ${made.error ?? made.stderr}`);
    for (const [name, content] of [
      ['server.crt', SERVER_CERTIFICATE],
      ['server.key', SERVER_KEY],
    ] as const) {
      const file = join(this.data, name);
      writeFileSync(file, content, { mode: 0o600 });
      if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
    }
  }

  private async answers(): Promise<void> {
    const deadline = Date.now() + START_DEADLINE_MS;
    while (Date.now() < deadline && this.child?.exitCode === null) {
      if (await accepts(this.address)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new NoPostgres(`it did not start: ${readFileSync(this.log, 'utf8')}`);
  }
}

const NOBODY = 65_534;

/** It refuses to run as root. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

async function accepts(address: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
