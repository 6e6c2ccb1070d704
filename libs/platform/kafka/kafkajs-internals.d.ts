/** Not public: reached into by request-queue-patch.ts only, which checks at start what it finds. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  const RequestQueue: unknown;
  export default RequestQueue;
}

declare module 'kafkajs-snappy' {
  const snappyCodec: () => import('./codecs.js').Codec;
  export default snappyCodec;
}
