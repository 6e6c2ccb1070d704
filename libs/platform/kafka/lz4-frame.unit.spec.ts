import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CorruptLz4Frame, decompressLz4Frame } from './lz4-frame.js';

const MAGIC = [0x04, 0x22, 0x4d, 0x18];
const END = [0, 0, 0, 0];

/** Version 1, independent blocks, 64 KiB, no checksums; the header's own checksum is not looked at. */
function frame(...blocks: readonly number[]): Buffer {
  return Buffer.from([...MAGIC, 0x60, 0x40, 0x82, ...blocks, ...END]);
}

function block(...bytes: readonly number[]): number[] {
  return [bytes.length, 0, 0, 0, ...bytes];
}

const letters = (text: string): number[] => [...Buffer.from(text)];

describe('LZ4 frames', () => {
  it('are empty where they hold no block', () => {
    expect(decompressLz4Frame(frame())).toHaveLength(0);
  });

  it('hold blocks that were not worth compressing', () => {
    expect(decompressLz4Frame(frame(3, 0, 0, 0x80, ...letters('abc'))).toString()).toBe('abc');
  });

  it('repeat what came before, also what the repetition itself writes', () => {
    // Two literals, then 4 + 2 bytes from a distance of 2, then one literal.
    const repeated = block(0x22, ...letters('ab'), 2, 0, 0x10, ...letters('!'));
    expect(decompressLz4Frame(frame(...repeated)).toString()).toBe('abababab!');
  });

  it('repeat across blocks', () => {
    const second = block(0x00, 3, 0, 0x10, ...letters('.'));
    expect(decompressLz4Frame(frame(...block(0x30, ...letters('xyz')), ...second)).toString()).toBe('xyzxyzx.');
  });

  it('have lengths of more than four bits', () => {
    const literals = Array.from({ length: 15 + 255 + 4 }, () => 0x61);
    expect(decompressLz4Frame(frame(21, 1, 0, 0, 0xf0, 255, 4, ...literals))).toEqual(Buffer.from(literals));
  });

  it.each([
    ['another magic number', Buffer.from('not a frame at all')],
    ['no end', frame().subarray(0, -4)],
    ['a block beyond the end', frame(200, 0, 0, 0, 1)],
    ['a distance before the data', frame(...block(0x10, 0x61, 9, 0, 0))],
    ['literals beyond the block', frame(...block(0x70, 0x61))],
  ])('are refused with %s', (_, bytes) => {
    expect(() => decompressLz4Frame(bytes)).toThrow(CorruptLz4Frame);
  });

  it('never give anything but data or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decompressLz4Frame(frame(...bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptLz4Frame);
        }
      }),
    );
  });
});
