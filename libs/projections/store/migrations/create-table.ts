import { sql, type CreateTableBuilder, type Kysely } from 'kysely';

type Columns = Readonly<Record<string, 'text' | 'integer' | 'text?' | 'integer?'>>;

/** `row_no` is the store's own: a row that is written again and again is found by it instead of by its key. */
export async function createTable(
  db: Kysely<unknown>,
  name: string,
  key: readonly string[],
  columns: Columns,
): Promise<void> {
  let table: CreateTableBuilder<string, string> = db.schema
    .createTable(name)
    .addColumn('row_no', 'integer', (definition) => definition.primaryKey());
  for (const [column, type] of Object.entries(columns)) {
    table = table.addColumn(column, type === 'text' || type === 'text?' ? 'text' : 'integer', (definition) =>
      type.endsWith('?') ? definition : definition.notNull(),
    );
  }
  await table
    .addUniqueConstraint(`${name}_key`, [...key])
    .modifyEnd(sql`strict`)
    .execute();
}
