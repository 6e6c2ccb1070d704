import type { Kind } from '#libs/kernel/index.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** How much of each kind, zeros and absences alike. */
export type KindCounts = Readonly<Partial<Record<Kind, number>>>;
