export { openEventStore, type EventStoreOptions, type OpenEventStore } from './event-store-db.js';
