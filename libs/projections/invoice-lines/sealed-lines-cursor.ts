import { CursorInvalid } from '../page.js';
import type { SealedLinesCursor } from './invoice-view.js';

const TEXT = /^(\d{1,15})(?:-(\d{1,9}))?$/;

export function sealedLinesCursorText({ position, ordinal }: SealedLinesCursor): string {
  return ordinal === undefined ? `${position}` : `${position}-${ordinal}`;
}

/** @throws CursorInvalid */
export function sealedLinesCursor(text: string): SealedLinesCursor {
  const [, position, ordinal] = TEXT.exec(text) ?? [];
  if (position === undefined) throw new CursorInvalid(text);
  return { position: Number(position), ...(ordinal !== undefined && { ordinal: Number(ordinal) }) };
}

/** Below zero: the left place comes first. */
export function compareSealedLines(left: SealedLinesCursor, right: SealedLinesCursor): number {
  return left.position - right.position || lastOf(left) - lastOf(right);
}

function lastOf({ ordinal = Number.MAX_SAFE_INTEGER }: SealedLinesCursor): number {
  return ordinal;
}
