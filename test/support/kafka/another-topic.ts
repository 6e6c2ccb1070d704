import { SourceWatermarks } from '#libs/pipeline/index.js';

export const ANOTHER_TOPIC = 'another topic';

/**
 * Waiting for a topic that nobody reads, so that nothing expires and no period is sealed (rule 15): what comes of a
 * traffic is then the same however fast it is read. The oracle is told to wait too.
 */
export function waitingForAnotherTopic(): SourceWatermarks {
  const watermarks = new SourceWatermarks();
  watermarks.register(ANOTHER_TOPIC);
  return watermarks;
}
