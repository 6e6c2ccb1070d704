import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { KeeperAnswer } from './shared-server.js';

/** Long enough for the next test file to start. */
const IDLE_MS = 5_000;

interface KeptServer {
  readonly address: string;
  dispose(): Promise<void>;
}

/**
 * Keeps one server for all test files of a run, whichever process they run in: `node run-typescript.mjs <keeper> <socket>`.
 * It answers every connection with one line of JSON, and ends, the server with it, soon after the last connection has
 * closed: so the server goes even if the tests were killed.
 */
export function keepServer(start: () => Promise<KeptServer>): void {
  const socketPath = String(process.argv[2]);
  const kept = start();
  const answer: Promise<KeeperAnswer> = kept.then(
    ({ address }) => ({ address }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  const server = listen(socketPath, answer, end);

  function end(): void {
    if (server.listening) rmSync(socketPath, { force: true });
    void Promise.allSettled([kept.then((started) => started.dispose())]).then(() => process.exit());
  }
}

function listen(socketPath: string, answer: Promise<KeeperAnswer>, end: () => void): Server {
  let connections = 0;
  let idle = setTimeout(end, 60_000);
  const keeper = createServer((socket) => {
    connections += 1;
    clearTimeout(idle);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      connections -= 1;
      if (connections === 0) idle = setTimeout(end, IDLE_MS);
    });
    void tell(socket, answer);
  });
  // Another keeper was faster: its server serves.
  keeper.on('error', end);
  return keeper.listen(socketPath);
}

async function tell(socket: Socket, answer: Promise<KeeperAnswer>): Promise<void> {
  socket.resume().write(`${JSON.stringify(await answer)}\n`);
}
