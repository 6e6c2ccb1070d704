import { sql } from 'kysely';

/** Written into the statement: SQLite uses an index over a part of a table only where it can read which part is meant. */
export const PENDING = sql.lit('pending' as const);
