import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NoBroker } from './broker-jars.js';

const KEEPER = fileURLToPath(new URL('broker-keeper.ts', import.meta.url));
const RUN_TYPESCRIPT = fileURLToPath(new URL('../run-typescript.mjs', import.meta.url));
const KEEPER_START_MS = 15_000;

export type KeeperAnswer = { readonly address: string } | { readonly error: string };

/** A broker that other test files use as well: make topics of your own, and leave the broker running. */
export interface SharedBroker {
  readonly address: string;
  release(): void;
}

/**
 * The one local broker of this checkout, started by the first who asks.
 * @throws NoBroker where none can be had
 */
export async function sharedBroker(): Promise<SharedBroker> {
  const socket = (await tryConnect()) ?? (await startKeeper());
  const [line] = (await once(createInterface(socket), 'line')) as [string];
  const answer = JSON.parse(line) as KeeperAnswer;
  if ('error' in answer) {
    socket.destroy();
    throw new NoBroker(answer.error);
  }
  socket.unref();
  return { address: answer.address, release: () => socket.destroy() };
}

async function startKeeper(): Promise<Socket> {
  rmSync(socketPath(), { force: true });
  const keeper = spawn(process.execPath, ['--import', RUN_TYPESCRIPT, KEEPER, socketPath()], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  keeper.unref();
  const deadline = Date.now() + KEEPER_START_MS;
  while (Date.now() < deadline) {
    const socket = await tryConnect();
    if (socket !== undefined) return socket;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new NoBroker('the process that keeps the broker did not start');
}

async function tryConnect(): Promise<Socket | undefined> {
  const socket = connect(socketPath());
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}

function socketPath(): string {
  const checkout = createHash('sha256').update(KEEPER).digest('hex').slice(0, 12);
  return join(tmpdir(), `token-ledger-kafka-${userInfo().uid}-${checkout}.sock`);
}
