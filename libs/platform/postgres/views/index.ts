import { VIEWS_MIGRATIONS, type Views, type ViewsSchema } from '#libs/projections/ports/views.js';
import { openPostgresDatabase, type PostgresViewsOptions } from './postgres-views.js';

/** The read models in a PostgreSQL database of their own; they are derived, so losing it costs a rebuild and nothing else. */
export function openPostgresViews(options: PostgresViewsOptions): Promise<Views> {
  return openPostgresDatabase<ViewsSchema>(options, VIEWS_MIGRATIONS);
}

export { PostgresAddressInvalid } from '../connection/connection-options.js';
export { PostgresUnavailable } from '../connection/postgres-unavailable.js';
export type { PostgresViewsOptions } from './postgres-views.js';
