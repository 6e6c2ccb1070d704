import { SourceWatermarks } from '#libs/pipeline/index.js';

/** A command knows nothing of the topics a server reads, so it takes nothing: what is due stays for the server (rule 15). */
export function waitingForServer(): SourceWatermarks {
  const watermarks = new SourceWatermarks();
  watermarks.register('server');
  return watermarks;
}
