/**
 * Keeps one broker for all test files of a run, whichever process they run in: `node run-typescript.mjs broker-keeper.ts
 * <socket>`. It answers every connection with one line of JSON, and ends, the broker with it, soon after the last
 * connection has closed: so the broker goes even if the tests were killed.
 */
import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { Broker } from './broker.js';
import type { KeeperAnswer } from './shared-broker.js';

/** Long enough for the next test file to start. */
const IDLE_MS = 5_000;

const socketPath = String(process.argv[2]);
const broker = Broker.start();
const answer: Promise<KeeperAnswer> = broker.then(
  ({ address }) => ({ address }),
  (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
);
const server = listen();

function listen(): Server {
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
    void tell(socket);
  });
  // Another keeper was faster: its broker serves.
  keeper.on('error', end);
  return keeper.listen(socketPath);
}

async function tell(socket: Socket): Promise<void> {
  socket.resume().write(`${JSON.stringify(await answer)}\n`);
}

function end(): void {
  if (server.listening) rmSync(socketPath, { force: true });
  void Promise.allSettled([broker.then((started) => started.dispose())]).then(() => process.exit());
}
