import { createHash, hash } from 'node:crypto';
import type { HashText, Sha256 } from '#libs/kernel/index.js';

export const sha256: HashText = (input) => hash('sha256', input, 'hex');

/** A SHA-256 over texts that come one after the other. */
export function startSha256(): { add(text: string): void; end(): Sha256 } {
  const running = createHash('sha256');
  return { add: (text) => void running.update(text), end: () => running.digest('hex') };
}
