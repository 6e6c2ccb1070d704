import avro from 'avsc';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountType } from './amount-type.js';

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const EDGES = [0n, 63n, 64n, 2n ** 27n, 2n ** 28n, 2n ** 48n - 1n, 2n ** 48n, 2n ** 49n, 2n ** 53n + 1n, INT64_MAX];
const ALL_EDGES = [...EDGES.flatMap((edge) => [edge, -edge, edge - 1n, 1n - edge]), INT64_MIN, INT64_MIN + 1n];

const amounts = amountType();
/** What avsc makes of the same bytes by its own means: 64 bits in a buffer. */
const reference = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (amount: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(amount);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: () => true,
  compare: () => 0,
});

describe('an amount', () => {
  const isSame = (amount: bigint): boolean => {
    const bytes = amounts.toBuffer(amount);
    return bytes.equals(reference.toBuffer(amount)) && amounts.fromBuffer(bytes) === amount;
  };

  it('has the bytes of an Avro long and comes back the same, over the whole of int64', () => {
    expect(ALL_EDGES.filter((edge) => !isSame(edge))).toEqual([]);
    fc.assert(fc.property(fc.bigInt(INT64_MIN, INT64_MAX), isSame));
    fc.assert(fc.property(fc.bigInt(-(2n ** 50n), 2n ** 50n), isSame));
  });

  it.each([2n ** 63n, -(2n ** 63n) - 1n])('beyond int64 is refused: %p', (amount) => {
    expect(amounts.isValid(amount)).toBe(false);
    expect(() => amounts.toBuffer(amount)).toThrow();
  });

  it('that is cut off is refused', () => {
    expect(() => amounts.fromBuffer(amounts.toBuffer(INT64_MAX).subarray(0, 5)) as unknown).toThrow();
  });
});
