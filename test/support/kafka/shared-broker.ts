import { fileURLToPath } from 'node:url';
import { sharedServer, type SharedServer } from '../shared-server/shared-server.js';
import { NoBroker } from './broker-jars.js';

const KEEPER = fileURLToPath(new URL('broker-keeper.ts', import.meta.url));

/** A broker that other test files use as well: make topics of your own, and leave the broker running. */
export type SharedBroker = SharedServer;

/**
 * The one local broker of this checkout, started by the first who asks.
 * @throws NoBroker where none can be had
 */
export async function sharedBroker(): Promise<SharedBroker> {
  const server = await sharedServer(KEEPER);
  if ('error' in server) throw new NoBroker(server.error);
  return server;
}
