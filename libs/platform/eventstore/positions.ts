import { START, type ReadPosition } from '@eventstore/db-client';
import type { Position } from '#libs/journal/contract.js';
import { JournalFault } from '#libs/journal/faults.js';

interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/**
 * A position is the byte of the database's log where the record stands: it grows, with gaps. Everything appended over
 * gRPC has one byte for both log positions; what does not was written otherwise and cannot be told by one number.
 */
export function positionOf(log: LogPosition | undefined): Position {
  if (log === undefined || log.commit > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw unfit('The database does not tell positions of records: it is older than version 22.6.');
  }
  if (log.commit !== log.prepare) throw unfit(`A record was committed at ${log.commit}, apart from its own place.`);
  return Number(log.commit);
}

/** Where to read from: the record at the position included. */
export function placeOf(position: Position): ReadPosition {
  if (position === 0) return START;
  return { commit: BigInt(position), prepare: BigInt(position) };
}

function unfit(sentence: string): JournalFault {
  return new JournalFault('position_unknown', sentence, false);
}
