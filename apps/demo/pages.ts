import type { Page, PageRequest } from '#libs/projections/contract.js';

const LIMIT = 1_000;

/** Every item of a paged list. */
export async function everything<Item>(list: (page: PageRequest) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const page: Page<Item> = await list({ limit: LIMIT, ...(after === null ? {} : { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}

/** Every row of a list that is paged by row id. */
export async function everyRow<Row extends { readonly id: number }>(
  list: (page: { readonly after: number; readonly limit: number }) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await list({ after: rows.at(-1)?.id ?? 0, limit: LIMIT });
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}
