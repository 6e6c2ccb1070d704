import { InMemoryEventStore } from '../support/journal/in-memory-event-store.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('the in-memory event store', () => {
  const eventStore = new InMemoryEventStore();
  const keyIndex = eventStore.keyIndex(() => Number.MAX_SAFE_INTEGER);
  return Promise.resolve({
    open: () => Promise.resolve({ eventStore, keyIndex, close: () => Promise.resolve() }),
    remove: () => Promise.resolve(),
  });
});
