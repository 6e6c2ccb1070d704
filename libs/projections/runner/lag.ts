import type { Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position } from '#libs/journal/contract.js';
import type { ProjectionLag } from './projector-view.js';

const MS_PER_SECOND = 1000;

/** Lag of read models that show everything up to `position`. */
export async function projectionLag(reader: JournalReader, position: Position, now: Instant): Promise<ProjectionLag> {
  const head = await reader.head();
  const [oldest] = await reader.all(position, 1);
  const waitedMs = oldest === undefined ? 0 : Math.max(0, now - oldest.meta.recordedAt);
  return { position, head, events: Math.max(0, head - position), seconds: waitedMs / MS_PER_SECOND };
}
