import type { Logger } from 'pino';
import type { Feed, FeedRunnerOptions } from '#libs/delivery/index.js';
import type { Config } from '#libs/platform/config/index.js';
import type { EmbeddedLedger } from './embedded-ledger.js';
import type { ReadSide } from './read-side.js';

/** Feeds that count something else than positions of the journal. */
export interface OtherCount extends Pick<FeedRunnerOptions, 'progress' | 'head'> {
  readonly feed: Feed;
}

/** One way out of the ledger: its feeds, and what must be stopped with them. */
export interface WayOut {
  readonly feeds: readonly Feed[];
  readonly otherCounts?: readonly OtherCount[];
  /** Of the carrier itself, e.g. a topic that must be mended. */
  problem?(): string | undefined;
  /** Called once the feeds have been told to stop: whatever they still wait for ends now. */
  stop?(): Promise<void>;
}

export interface DeliverySideOptions {
  readonly config: Config;
  readonly ledger: EmbeddedLedger;
  readonly readSide: ReadSide;
  readonly logger: Logger;
}
