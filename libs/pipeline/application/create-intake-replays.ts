import type { HeldReleaser } from './held-releaser.js';
import { RejectedReplayer } from './rejected-replayer.js';
import type { IntakeReplays, Producers } from './replays.js';
import type { IntakeParts } from './usage-intake.js';

/** @param releaser the one that also releases held usage by itself: no record is tried by both at once */
export function createIntakeReplays(parts: IntakeParts, releaser: HeldReleaser, producers: Producers): IntakeReplays {
  const replayer = new RejectedReplayer(parts, producers);
  return {
    rejected: (id) => replayer.replay(id),
    rejectedMatching: (filter, page) => replayer.replayMatching(filter, page),
    held: (id) => releaser.retry(id),
    heldMatching: (filter, page) => releaser.retryMatching(filter, page),
  };
}
