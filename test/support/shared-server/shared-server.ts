import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const RUN_TYPESCRIPT = fileURLToPath(new URL('../run-typescript.mjs', import.meta.url));
const KEEPER_START_MS = 15_000;

export type KeeperAnswer = { readonly address: string } | { readonly error: string };

/** A server that other test files use as well: leave it running, and what is not yours alone. */
export interface SharedServer {
  readonly address: string;
  release(): void;
}

/**
 * The one server of its kind for this checkout, started by the first who asks.
 * @param keeper file that calls `keepServer`
 * @returns why there is none, where none can be had
 */
export async function sharedServer(keeper: string): Promise<SharedServer | { readonly error: string }> {
  const socket = (await tryConnect(keeper)) ?? (await startKeeper(keeper));
  if (socket === undefined) return { error: 'the process that keeps it did not start' };
  const [line] = (await once(createInterface(socket), 'line')) as [string];
  const answer = JSON.parse(line) as KeeperAnswer;
  if ('error' in answer) {
    socket.destroy();
    return answer;
  }
  socket.unref();
  return { address: answer.address, release: () => socket.destroy() };
}

async function startKeeper(keeper: string): Promise<Socket | undefined> {
  rmSync(socketPath(keeper), { force: true });
  const child = spawn(process.execPath, ['--import', RUN_TYPESCRIPT, keeper, socketPath(keeper)], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.unref();
  const deadline = Date.now() + KEEPER_START_MS;
  while (Date.now() < deadline) {
    const socket = await tryConnect(keeper);
    if (socket !== undefined) return socket;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

async function tryConnect(keeper: string): Promise<Socket | undefined> {
  const socket = connect(socketPath(keeper));
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}

function socketPath(keeper: string): string {
  const name = createHash('sha256').update(keeper).digest('hex').slice(0, 12);
  return join(tmpdir(), `token-ledger-${userInfo().uid}-${name}.sock`);
}
