import type { Kysely } from 'kysely';
import { VIEWS_MIGRATIONS, type Views, type ViewsSchema } from '#libs/projections/ports/views.js';
import { openForQueries, openSqliteViews } from './sqlite-views.js';

/** @param path the file `views.db`; it is derived, so deleting it costs a rebuild and nothing else */
export function openViews(path: string): Promise<Views> {
  return openSqliteViews<ViewsSchema>(path, VIEWS_MIGRATIONS);
}

/** Only to be asked, beside a running server or without one. @param path a `views.db` that is there */
export function openViewsForQueries(path: string): Kysely<ViewsSchema> {
  return openForQueries<ViewsSchema>(path);
}

export { SqliteLiveViews } from './live-views.js';
