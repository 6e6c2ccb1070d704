/** Credits by name, in bigint: sums over many accounts (rule 1). Changed in place: a row of them is busy. */
export type Sums = Map<string, bigint>;

export function addTo(sums: Sums, name: string, micro: bigint): void {
  sums.set(name, (sums.get(name) ?? 0n) + micro);
}

export function encodeSums(sums: Sums): string {
  return JSON.stringify([...sums].map(([name, micro]) => [name, micro.toString()]));
}

export function decodeSums(json: string): Sums {
  const stored = JSON.parse(json) as readonly (readonly [string, string])[];
  return new Map(stored.map(([name, micro]) => [name, BigInt(micro)]));
}
