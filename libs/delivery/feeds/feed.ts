import type { Position } from '#libs/journal/contract.js';

/** Stored with each feed's cursor; a new one is added at the end. */
export const FEED_NAMES = [
  'webhooks',
  'kafka-events',
  'kafka-balances',
  'kafka-alerts',
  'kafka-invoice-lines',
  'kafka-balances-in-time',
  'kafka-rejected',
] as const;
export type FeedName = (typeof FEED_NAMES)[number];

/** Tells somebody outside what the ledger has come to, in order and at least once: a message told again has the same id. */
export interface Feed {
  readonly name: FeedName;
  /** Where a feed begins that has never told anything: with the whole past, or with what happens from now on. */
  readonly beginsAt: 'beginning' | 'now';
  /**
   * Tells what lies after `after` and up to `until`, or a first part of it, and returns up to where. What it returns is
   * told for good: whoever is told has taken it, or it is durable here. Rejects when nobody could be told; it is tried again.
   */
  tell(after: Position, until: Position): Promise<Position>;
}
