/** Amounts as decimal strings: JSON numbers would round them. */
export function toJsonColumn(value: unknown): string {
  return JSON.stringify(value, (_member, inner: unknown) => (typeof inner === 'bigint' ? { $int: `${inner}` } : inner));
}

/** The value as it was, bigints included. */
export function fromJsonColumn<Value>(json: string): Value {
  return JSON.parse(json, (_member, inner: unknown) => (isBigint(inner) ? BigInt(inner.$int) : inner)) as Value;
}

function isBigint(value: unknown): value is { readonly $int: string } {
  return typeof value === 'object' && value !== null && '$int' in value;
}
