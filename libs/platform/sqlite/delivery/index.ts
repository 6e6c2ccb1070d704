import type { Kysely } from 'kysely';
import { DELIVERY_MIGRATIONS, type DeliverySchema } from '#libs/delivery/ports/delivery-database.js';
import { migrate } from '../../sql/migrate.js';
import { openKysely } from '../kysely/open-database.js';
import { ownerOnly } from './owner-only.js';

/** @param path the file `delivery.db`; it belongs in a backup, since what was told to whom cannot be derived again; it holds secrets in clear */
export async function openDelivery(path: string): Promise<Kysely<DeliverySchema>> {
  ownerOnly(path);
  const db = openKysely<DeliverySchema>(path);
  await migrate(db as Kysely<unknown>, DELIVERY_MIGRATIONS, path);
  return db;
}
