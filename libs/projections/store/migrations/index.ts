import type { Migration } from 'kysely/migration';
import { createViews } from './create-views.js';

/** Applied in this order, once, forward only. A released one is never changed. */
export const VIEWS_MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-create-views': createViews,
};
