import type { Position } from '#libs/journal/contract.js';
import type { IntegrityFault, IntegrityFaultKind, JournalHead } from '#libs/journal/ports/journal-integrity.port.js';
import type { ChainLink } from './commit-chain.js';

/** Inclusive. */
export interface Positions {
  readonly firstPosition: Position;
  readonly lastPosition: Position;
}

export function fault(
  kind: IntegrityFaultKind,
  { firstPosition, lastPosition }: Positions,
  sentence: string,
): IntegrityFault {
  return { kind, firstPosition, lastPosition, sentence };
}

export function placeName({ firstPosition, lastPosition }: Positions): string {
  return firstPosition === lastPosition ? `record ${firstPosition}` : `records ${firstPosition} to ${lastPosition}`;
}

/** The commit does not begin where the one before it ends. */
export function gapBefore({ firstPosition, lastPosition }: Positions, previous: ChainLink): IntegrityFault {
  const missing = { firstPosition: previous.lastPosition + 1, lastPosition: firstPosition - 1 };
  if (missing.firstPosition <= missing.lastPosition) {
    return fault(
      'record_missing',
      missing,
      `The commit of ${placeName(missing)} is gone, so nothing vouches for them.`,
    );
  }
  const sentence = `The commit of ${placeName({ firstPosition, lastPosition })} begins within the one before it.`;
  return fault('commit_changed', { firstPosition, lastPosition }, sentence);
}

export function namesChanged(at: Positions, names: readonly string[]): IntegrityFault {
  const told =
    names.length === 0 ? 'none is left' : `now ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`;
  return fault('commit_changed', at, `Names of streams that began with ${placeName(at)} were changed (${told}).`);
}

export function notFollowing(at: Positions): IntegrityFault {
  const sentence = `The digest of ${placeName(at)} does not follow from the commit before: one of the two was changed.`;
  return fault('chain_broken', at, sentence);
}

export function unreadable(at: Positions, error: unknown): IntegrityFault {
  return fault('unreadable', at, `What was committed as ${placeName(at)} could not be read: ${String(error)}.`);
}

/** Records behind the newest commit. */
export function notCommitted(at: Positions): IntegrityFault {
  return fault('chain_broken', at, `No commit vouches for ${placeName(at)}: they were added, or their commit is gone.`);
}

/** A head that was kept, compared with the digest that stands at its position now. */
export function departure(kept: JournalHead, head: Position, now: string | undefined): readonly IntegrityFault[] {
  if (now === kept.digest) return [];
  if (kept.position > head) {
    const at = { firstPosition: head + 1, lastPosition: kept.position };
    const sentence = `The journal ends at ${head}, but ${placeName(at)} were there: they were deleted, or an older copy was put in its place.`;
    return [fault('record_missing', at, sentence)];
  }
  const sentence = `The history up to ${kept.position} is not the one whose head was kept: it was written anew, or is another journal's.`;
  return [fault('chain_broken', { firstPosition: 1, lastPosition: kept.position }, sentence)];
}
