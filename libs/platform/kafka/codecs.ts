import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import snappyCodec from 'kafkajs-snappy';
import { decompressLz4Frame } from './lz4-frame.js';

/** What kafkajs asks of a compression. */
export interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(compressed: Buffer): Promise<Buffer>;
}

const zstd: Codec = {
  compress: (encoder) => promisify(zstdCompress)(encoder.buffer),
  decompress: (compressed) => promisify(zstdDecompress)(compressed),
};

const lz4: Codec = {
  compress: async () => {
    throw new Error('lz4 is read, never written');
  },
  decompress: async (compressed) => decompressLz4Frame(compressed),
};

/** kafkajs knows gzip only and dies of the others; which one a producer uses is not ours to choose. */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.Snappy] = snappyCodec;
  CompressionCodecs[CompressionTypes.LZ4] = () => lz4;
  CompressionCodecs[CompressionTypes.ZSTD] = () => zstd;
}
