import type { Kysely } from 'kysely';
import { openSqliteViews } from '#libs/platform/sqlite/views/sqlite-views.js';
import type { ViewStorePort } from './ports/view-store.port.js';
import { VIEWS_MIGRATIONS } from './store/migrations/index.js';
import type { ViewsSchema } from './store/views-schema.js';

/** The read models' database: `store` for the one projector, `db` for any number of queries. */
export interface Views {
  readonly store: ViewStorePort;
  readonly db: Kysely<ViewsSchema>;
  close(): Promise<void>;
}

/** @param path the file `views.db`; it is derived, so deleting it costs a rebuild and nothing else */
export function openViews(path: string): Promise<Views> {
  return openSqliteViews<ViewsSchema>(path, VIEWS_MIGRATIONS);
}
