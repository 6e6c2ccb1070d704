import { SourceWatermarks } from '#libs/pipeline/index.js';

export const ANOTHER_TOPIC = 'another topic';

/**
 * Waiting for a topic that nobody reads, so that nothing expires and no period is sealed (rule 15): the oracle's books are
 * about who pays, in whatever order usage comes.
 */
export function waitingForAnotherTopic(): SourceWatermarks {
  const watermarks = new SourceWatermarks();
  watermarks.register(ANOTHER_TOPIC);
  return watermarks;
}
