import { PostgresAdapter, sql, type CreateTableBuilder, type Kysely } from 'kysely';

type Columns = Readonly<Record<string, 'text' | 'integer' | 'text?' | 'integer?'>>;

/**
 * `row_no` is the store's own: a row that is written again and again is found by it instead of by its key. This is the
 * one place that knows which engine it is on.
 */
export async function createTable(
  db: Kysely<unknown>,
  name: string,
  key: readonly string[],
  columns: Columns,
): Promise<void> {
  const engine = db.getExecutor().adapter instanceof PostgresAdapter ? POSTGRES : SQLITE;
  let table = engine.numbered(db.schema.createTable(name));
  for (const [column, type] of Object.entries(columns)) {
    const stored = type === 'text' || type === 'text?' ? engine.text : engine.integer;
    table = table.addColumn(column, stored, (definition) => (type.endsWith('?') ? definition : definition.notNull()));
  }
  await engine.finished(table.addUniqueConstraint(`${name}_key`, [...key])).execute();
}

type NewTable = CreateTableBuilder<string, string>;

const SQLITE = {
  text: sql`text`,
  integer: sql`integer`,
  numbered: (table: NewTable) => table.addColumn('row_no', 'integer', (definition) => definition.primaryKey()),
  finished: (table: NewTable) => table.modifyEnd(sql`strict`),
};

const POSTGRES: typeof SQLITE = {
  /** In the order of its bytes, as SQLite does: pages and feeds are cut by that order, whatever the server's language. */
  text: sql`text collate "C"`,
  integer: sql`bigint`,
  numbered: (table) =>
    table.addColumn('row_no', 'bigint', (definition) => definition.generatedAlwaysAsIdentity().primaryKey()),
  finished: (table) => table,
};
