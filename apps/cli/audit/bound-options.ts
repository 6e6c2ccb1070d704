import { InvalidArgumentError, type Command } from 'commander';
import type { HistoryBound } from '#libs/audit/index.js';
import { parseInstant } from '#libs/kernel/index.js';
import type { CommonOptions } from '../common-options.js';

export interface BoundOptions extends CommonOptions {
  readonly toPosition?: number;
  readonly toRevision?: number;
  readonly toTime?: number;
}

/** Up to where an account is read. */
export function withBoundOptions(command: Command): Command {
  return command
    .option('--to-position <position>', 'up to this position of the ledger, included', wholeNumber)
    .option('--to-revision <revision>', "up to this place in the account's history, included", wholeNumber)
    .option('--to-time <instant>', 'up to what was recorded at this RFC 3339 instant, included', instant);
}

export function boundOf({ toPosition, toRevision, toTime }: BoundOptions): HistoryBound {
  return { toPosition, toRevision, toTime };
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a whole number, 0 or above.');
  return Number(text);
}

export function instant(text: string): number {
  const at = parseInstant(text);
  if (at === undefined) throw new InvalidArgumentError('It is an RFC 3339 date-time, e.g. 2026-11-01T00:00:00Z.');
  return at;
}
