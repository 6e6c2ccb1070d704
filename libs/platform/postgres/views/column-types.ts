import { sql, type Kysely } from 'kysely';

/** Type of each column by table: what `unnest` makes of an array has to be said. */
export type ColumnTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** As the database itself tells them. */
export async function readColumnTypes<Schema>(db: Kysely<Schema>): Promise<ColumnTypes> {
  const { rows } = await sql<{ readonly table: string; readonly column: string; readonly type: string }>`
    select table_name as table, column_name as column, data_type as type
    from information_schema.columns where table_schema = current_schema()
  `.execute(db);
  const tables = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    const columns = tables.get(table) ?? new Map<string, string>();
    tables.set(table, columns.set(column, type));
  }
  return tables;
}
