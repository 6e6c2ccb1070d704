import type { EventStoreOptions, OpenEventStore } from '#libs/platform/eventstore/index.js';
import type { EventStorePort, NewRecord } from '#libs/journal/ports/event-store.port.js';
import { openStore } from './open-store.js';
import { WireServer } from './wire-server.js';

/** How long a store of these tests waits for an answer. */
export const PATIENCE_MS = 2_000;

export interface StoreOnTheWire {
  readonly server: WireServer;
  readonly eventStore: EventStorePort;
  close(): Promise<void>;
}

export async function storeOnTheWire(options: Partial<EventStoreOptions> = {}): Promise<StoreOnTheWire> {
  const server = await WireServer.start();
  const opened: OpenEventStore = await openStore(server.url, { timeoutMs: PATIENCE_MS, ...options });
  return {
    server,
    eventStore: opened.eventStore,
    close: async () => {
      server.kill();
      await opened.close();
    },
  };
}

export function record(body: string): NewRecord {
  return { type: 'Noted', body: Buffer.from(body), keys: [] };
}

export function textsOf(records: readonly { readonly body: Uint8Array }[]): string[] {
  return records.map(({ body }) => Buffer.from(body).toString());
}
