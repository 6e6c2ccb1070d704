/** Facts of an account in words that both sides share, by name. */
export type Figures = Map<string, string>;

/** Where a grant's credits went (rule 19). */
export const COLUMNS = [
  'consumed',
  'repaid',
  'expired',
  'forfeited',
  'rolled_out',
  'transferred_out',
  'refunded',
  'adjusted_down',
];

/** Amounts of one name added up, in the order in which the names come up. */
export function summed(amounts: readonly (readonly [string, bigint])[]): string[] {
  const totals = new Map<string, bigint>();
  for (const [name, amount] of amounts) totals.set(name, (totals.get(name) ?? 0n) + amount);
  return [...totals].map(([name, total]) => `${name} ${total}`);
}

/** Where the two differ, as `name: oracle | product`. */
export function differences(oracle: Figures, product: Figures): string[] {
  const found: string[] = [];
  for (const [name, told] of oracle) {
    const other = product.get(name);
    if (other !== told) found.push(`${name}: oracle ${told} | product ${other ?? 'nothing'}`);
  }
  for (const [name, told] of product) {
    if (!oracle.has(name)) found.push(`${name}: oracle nothing | product ${told}`);
  }
  return found;
}
