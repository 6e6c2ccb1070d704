import type { Migration } from 'kysely/migration';
import { createDelivery } from './create-delivery.js';

/** Applied in this order, once, forward only. A released one is never changed. */
export const DELIVERY_MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-create-delivery': createDelivery,
};
