import { backOffWithJitter } from './back-off.js';
import { FeedLoop, type FeedLoopParts } from './feed-loop.js';
import type { Feed, FeedName } from './feed.js';

export type FeedRunnerOptions = Omit<FeedLoopParts, 'delay'> & {
  readonly feeds: readonly Feed[];
  /** Absent: 1 s to 60 s with jitter. */
  readonly delay?: FeedLoopParts['delay'];
};

export interface RunningFeeds {
  /** Lets every feed finish what it is telling. */
  stop(): Promise<void>;
  /** What is wrong with which feed, in words; `undefined` while all are well. */
  problem(): string | undefined;
  /** Per feed, how many positions are shown and not told yet; without those that have not begun. */
  lag(): Readonly<Partial<Record<FeedName, number>>>;
}

/** Starts feeds that know nothing of each other: one that cannot tell holds back no other. */
export function startFeeds({ feeds, delay = backOffWithJitter, ...parts }: FeedRunnerOptions): RunningFeeds {
  const loops = feeds.map((feed) => new FeedLoop(feed, { ...parts, delay }));
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    problem: () => {
      const problems = loops.flatMap((loop) => {
        const problem = loop.problem();
        return problem === undefined ? [] : [`${loop.feed.name}: ${problem}`];
      });
      return problems.length === 0 ? undefined : problems.join('; ');
    },
    lag: () =>
      Object.fromEntries(
        loops.flatMap((loop) => {
          const lag = loop.lag();
          return lag === undefined ? [] : [[loop.feed.name, lag] as const];
        }),
      ),
  };
}
