import type { Kysely } from 'kysely';
import type { ViewsSchema } from '../store/views-schema.js';
import type { ViewStorePort } from './view-store.port.js';

export { VIEWS_MIGRATIONS } from '../store/migrations/index.js';
export type { ViewsSchema } from '../store/views-schema.js';

/** The read models' database: `store` for the one projector, `db` for any number of queries. */
export interface Views {
  readonly store: ViewStorePort;
  readonly db: Kysely<ViewsSchema>;
  close(): Promise<void>;
}
