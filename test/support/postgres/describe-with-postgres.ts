import { fileURLToPath } from 'node:url';
import { afterAll, describe, it } from '@jest/globals';
import { sharedServer, type SharedServer } from '../shared-server/shared-server.js';
import { NoPostgres } from './postgres-binaries.js';
import { PostgresServer } from './postgres-server.js';
import { TestDatabases } from './test-databases.js';

const KEEPER = fileURLToPath(new URL('postgres-keeper.ts', import.meta.url));

/** A server that means to keep its data takes its time to drop a dozen of databases. */
const DROP_MS = 60_000;

/** On the server of DATABASE_URL, else on one that is shared by the run: in databases of the suite's own. */
export async function describeWithPostgres(name: string, suite: (databases: TestDatabases) => void): Promise<void> {
  const databases = await postgresForFile(name);
  if (databases !== undefined) describe(name, () => suite(databases));
}

/** As above, for what a whole file does, with suites it imports. @returns nothing where there is no server */
export async function postgresForFile(name: string): Promise<TestDatabases | undefined> {
  const server = await sharedPostgres();
  if ('error' in server) {
    describeWithout(name, server.error);
    return undefined;
  }
  const databases = new TestDatabases(server.address);
  afterAll(async () => {
    await databases.drop();
    server.release();
  }, DROP_MS);
  return databases;
}

/** A server of its own, to be ended and started again. */
export async function describeWithOwnPostgres(
  name: string,
  suite: (databases: TestDatabases, server: PostgresServer) => void,
): Promise<void> {
  let server: PostgresServer;
  try {
    server = await PostgresServer.start();
  } catch (error) {
    if (error instanceof NoPostgres) return describeWithout(name, error.message);
    throw error;
  }
  describe(name, () => {
    afterAll(() => server.dispose());
    suite(new TestDatabases(server.address), server);
  });
}

async function sharedPostgres(): Promise<SharedServer | { readonly error: string }> {
  const given = process.env.DATABASE_URL;
  return given ? { address: given, release() {} } : sharedServer(KEEPER);
}

/** What cannot run must not look as if it had passed; with REQUIRE_POSTGRES it fails. */
function describeWithout(name: string, reason: string): void {
  describe(name, () => {
    it(`DID NOT RUN: no PostgreSQL can be had here (${reason})`, () => {
      if (process.env.REQUIRE_POSTGRES) throw new Error(`REQUIRE_POSTGRES is set and there is no server: ${reason}`);
      process.stderr.write(`\n!!! ${name}: DID NOT RUN. No PostgreSQL can be had here: ${reason}\n\n`);
    });
  });
}
