import avro, { type Schema, type Type } from 'avsc';
import { amountType } from './amount-type.js';

/** Micro-credits. */
export const creditsType: Type = amountType();

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

/** One of several shapes: in store a member of another shape is null, in memory it is absent. */
class VariantType extends avro.types.LogicalType {
  protected override _fromValue(stored: object): object {
    return Object.fromEntries(Object.entries(stored).filter(([, member]) => member !== null));
  }

  protected override _toValue(value: unknown): object | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    const { fields } = this.underlyingType as avro.types.RecordType;
    return Object.fromEntries(
      fields.map(({ name }) => [name, (value as Readonly<Record<string, unknown>>)[name] ?? null]),
    );
  }
}

/** Fresh for every schema: avsc keeps the names a schema defines in its options. */
export function schemaOptions() {
  return {
    wrapUnions: false,
    omitRecordMethods: true,
    logicalTypes: { hex: HexType, variant: VariantType },
    typeHook: (schema: Schema) => (isCredits(schema) ? creditsType : undefined),
  };
}

export function isCredits(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'logicalType' in schema && schema.logicalType === 'credits';
}

export function isVariant(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'logicalType' in schema && schema.logicalType === 'variant';
}
