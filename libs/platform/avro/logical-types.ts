import avro, { type Schema, type Type } from 'avsc';

/** avsc packs the bytes before it asks for the next amount, so one buffer serves all; a debit has a dozen amounts. */
const scratch = Buffer.alloc(8);
const scratchView = new DataView(scratch.buffer, scratch.byteOffset, scratch.byteLength);

/** Micro-credits: an Avro long that is a bigint in memory, exact over the whole of int64. */
export const creditsType: Type = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (amount: bigint) => {
    scratchView.setBigInt64(0, amount, true);
    return scratch;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  compare: (left: bigint, right: bigint) => (left === right ? 0 : left < right ? -1 : 1),
});

/** A hash: fixed bytes in store, lower-case hex digits in memory. */
class HexType extends avro.types.LogicalType {
  /** avsc copies the bytes before it asks for the next value. */
  private readonly bytes = Buffer.alloc((this.underlyingType as avro.types.FixedType).size);

  protected override _fromValue(bytes: Buffer): string {
    return bytes.toString('hex');
  }

  protected override _toValue(hex: unknown): Buffer | undefined {
    const { bytes } = this;
    if (typeof hex !== 'string' || hex.length !== 2 * bytes.length) return undefined;
    return bytes.write(hex, 'hex') === bytes.length ? bytes : undefined;
  }
}

/** Fresh for every schema: avsc keeps the names a schema defines in its options. */
export function schemaOptions() {
  return {
    wrapUnions: false,
    omitRecordMethods: true,
    logicalTypes: { hex: HexType },
    typeHook: (schema: Schema) => (isCredits(schema) ? creditsType : undefined),
  };
}

export function isCredits(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'logicalType' in schema && schema.logicalType === 'credits';
}
