export type * from './contract.js';
export { EVENT_BYTES_MAX } from './cloudevents/json-text.js';
export { CONTENT_HASH_VERSION, contentHashText } from './domain/content-hash.js';
export { PROVIDER_FORMATS, type ProviderFormat } from './domain/provider-usage/formats.js';
export { REFUSAL_CODES, type RefusalCode } from './domain/refusal-codes.js';
export { USAGE_EVENT_TYPE } from './domain/usage-event.js';
export { createMeter, type Meter } from './meter.js';
export { USAGE_EVENT_SCHEMA } from './schema/usage-event.schema.js';
export { EVENT_DEPTH_MAX } from './schema/validate.js';
