import fc from 'fast-check';

/** Whatever is told in place of a member. */
const NASTY: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  2 ** 63,
  '-1',
  '0',
  '1.5',
  '1e3',
  '9223372036854775807',
  '9223372036854775808',
  '999999999999999',
  '١',
  'x'.repeat(10_000),
  '\u0000',
  '../acc-2',
  "'; DROP TABLE held",
  'constructor',
  '2026-02-30T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '2099-12-31T23:59:59Z',
  [],
  {},
  [[]],
  [null],
  ['a', 'a'],
  { unit: 'day', count: 1_200 },
];

export type Path = readonly string[];

/** Every member of a body, and one it does not have beside each. */
export function pathsOf(json: unknown, at: Path = []): readonly Path[] {
  if (typeof json !== 'object' || json === null) return [at];
  const inner = Object.entries(json).flatMap(([name, member]) => pathsOf(member, [...at, name]));
  return [...(at.length === 0 ? [] : [at]), ...inner, [...at, 'unknown']];
}

export function nasty(): fc.Arbitrary<unknown> {
  return fc.oneof(fc.constantFrom(...NASTY), fc.constant(undefined), fc.jsonValue({ maxDepth: 2 }));
}

export function replaced(json: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  if (typeof json !== 'object' || json === null) return json;
  const copy = (Array.isArray(json) ? [...(json as unknown[])] : { ...json }) as Record<string, unknown>;
  copy[name] = replaced(copy[name], rest, value);
  return copy;
}
