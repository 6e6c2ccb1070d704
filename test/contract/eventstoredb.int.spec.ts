import { openStore } from '../support/eventstore/open-store.js';
import { WireServer } from '../support/eventstore/wire-server.js';
import { eventStoreContract } from './event-store.contract.js';

/** A real database takes the place of the wire-level server where there is one. */
const realUrl = process.env['EVENTSTORE_URL'];

eventStoreContract(
  realUrl === undefined ? 'EventStoreDB on the wire' : 'a real EventStoreDB',
  async () => {
    const server = realUrl === undefined ? await WireServer.start() : undefined;
    return {
      open: () => openStore(realUrl ?? server!.url),
      remove: () => Promise.resolve(server?.kill()),
    };
  },
  { positions: 'ascending', keyIndex: 'apart' },
);
