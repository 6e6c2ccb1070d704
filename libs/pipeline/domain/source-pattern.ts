import type { SourcePattern } from '../contract.js';

/** Rule 8: a producer uses only the sources it is bound to, so that nobody can burn another's keys. */
export function maySend(source: string, patterns: readonly SourcePattern[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? source.startsWith(pattern.slice(0, -1)) : source === pattern,
  );
}
