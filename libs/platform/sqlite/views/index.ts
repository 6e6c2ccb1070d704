import { VIEWS_MIGRATIONS, type Views, type ViewsSchema } from '#libs/projections/ports/views.js';
import { openSqliteViews } from './sqlite-views.js';

/** @param path the file `views.db`; it is derived, so deleting it costs a rebuild and nothing else */
export function openViews(path: string): Promise<Views> {
  return openSqliteViews<ViewsSchema>(path, VIEWS_MIGRATIONS);
}
