import { edgeProblem } from './edge-problems.js';

/** Opaque to clients, so that what a page is keyed by may change. */
export function encodeCursor(after: string | number): string {
  return Buffer.from(`1:${after}`, 'utf8').toString('base64url');
}

/** @throws ProblemException `cursor_invalid` */
export function decodeCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith('1:') || encodeCursor(text.slice(2)) !== cursor) throw invalidCursor();
  return text.slice(2);
}

/** @throws ProblemException `cursor_invalid` */
export function decodeNumberCursor(cursor: string | undefined, first: number): number {
  if (cursor === undefined) return first;
  const text = decodeCursor(cursor);
  if (!/^\d{1,15}$/.test(text)) throw invalidCursor();
  return Number(text);
}

function invalidCursor(): Error {
  return edgeProblem('cursor_invalid', { pointer: '/cursor' });
}
