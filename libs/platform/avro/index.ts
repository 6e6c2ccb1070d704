export { createAvroCodec } from './avro-codec.js';
export { createBodyJson } from './body-json.js';
