export { createAvroCodec } from './avro-codec.js';
