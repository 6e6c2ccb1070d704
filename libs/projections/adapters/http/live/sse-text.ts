import type { Position } from '#libs/journal/contract.js';

/** One event of an event stream. The JSON holds no line breaks, so that it is one `data` line. */
export function sseEvent(event: string, data: unknown, id?: Position): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Keeps the connection and whatever stands between from falling asleep; clients never see it. */
export const HEARTBEAT = ': still here\n\n';

/** The first words: how long a client waits before it connects again. */
export const GREETING = 'retry: 2000\n\n';
