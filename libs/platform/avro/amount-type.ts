import avro, { type Type } from 'avsc';
import { invariant } from '#libs/kernel/index.js';

/** Where avsc reads or writes next. It lets both run over the end, and looks at the position afterwards. */
interface Tap {
  readonly buf: Buffer;
  pos: number;
}

/** Below, the zigzag form has 49 bits at most, which a number holds exactly; nearly every amount is that small. */
const SMALL_MAX = 2n ** 48n;
const SMALL_BITS = 49n;
const SMALL_FACTOR = 2 ** 49;
/** Four bytes of seven bits: as far as integer arithmetic goes. */
const LOW = 2 ** 28;

/**
 * An Avro long that is a bigint in memory, exact over the whole of int64. avsc's own way to such a type makes a buffer per
 * long on reading and an array on writing; a debit has a dozen, which made a quarter of what a projector allocates.
 */
export function amountType(): Type {
  const type = avro.types.LongType.__with({
    fromBuffer: unused,
    toBuffer: unused,
    fromJSON: BigInt,
    toJSON: String,
    isValid: isInt64,
    compare: (left: bigint, right: bigint) => (left === right ? 0 : left < right ? -1 : 1),
  });
  // The type is frozen, so one that inherits from it reads and writes.
  return Object.create(type, { _read: { value: readAmount }, _write: { value: writeAmount } }) as Type;
}

function isInt64(value: unknown): boolean {
  return typeof value === 'bigint' && BigInt.asIntN(64, value) === value;
}

function unused(): never {
  invariant(false, 'amounts are read and written in place');
}

/** Seven bits to a byte, the lowest first; the sign is the lowest bit of all (zigzag). */
function readAmount(tap: Tap): bigint {
  let zigzag = 0;
  let byte: number;
  let factor = 1;
  do {
    byte = tap.buf[tap.pos++]!;
    zigzag += (byte & 0x7f) * factor;
    factor *= 0x80;
  } while ((byte & 0x80) !== 0 && factor < SMALL_FACTOR);
  if ((byte & 0x80) !== 0) return readLarge(tap, BigInt(zigzag));
  return BigInt(zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2);
}

function readLarge(tap: Tap, low: bigint): bigint {
  let zigzag = low;
  let byte: number;
  let shift = SMALL_BITS;
  do {
    byte = tap.buf[tap.pos++]!;
    zigzag |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
  } while ((byte & 0x80) !== 0);
  return BigInt.asIntN(64, (zigzag >> 1n) ^ -(zigzag & 1n));
}

function writeAmount(tap: Tap, amount: bigint): void {
  if (!isInt64(amount)) throw new RangeError(`${String(amount)} is no amount`);
  if (amount >= SMALL_MAX || amount <= -SMALL_MAX) return writeLarge(tap, amount);
  const small = Number(amount);
  const zigzag = small < 0 ? -2 * small - 1 : 2 * small;
  let rest = zigzag % LOW;
  if (zigzag >= LOW) {
    for (let bits = 0; bits < 28; bits += 7) tap.buf[tap.pos++] = ((rest >>> bits) & 0x7f) | 0x80;
    rest = (zigzag - rest) / LOW;
  }
  for (; rest > 0x7f; rest >>>= 7) tap.buf[tap.pos++] = (rest & 0x7f) | 0x80;
  tap.buf[tap.pos++] = rest;
}

function writeLarge(tap: Tap, amount: bigint): void {
  let rest = BigInt.asUintN(64, (amount << 1n) ^ (amount >> 63n));
  for (; rest > 0x7fn; rest >>= 7n) tap.buf[tap.pos++] = Number(rest & 0x7fn) | 0x80;
  tap.buf[tap.pos++] = Number(rest);
}
