import type { Kysely } from 'kysely';
import type { Position } from '#libs/journal/contract.js';
import type { ProjectionName } from '../runner/projector-view.js';
import type { ViewsSchema } from './views-schema.js';

/** Up to where a projection's rows include every event. */
export async function shownPosition(db: Kysely<ViewsSchema>, projection: ProjectionName): Promise<Position> {
  const row = await db
    .selectFrom('checkpoints')
    .select('position')
    .where('projection', '=', projection)
    .executeTakeFirst();
  return Number(row?.position ?? 0n);
}
