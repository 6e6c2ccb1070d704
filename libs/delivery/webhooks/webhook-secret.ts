import { randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** How long the secret before the newest signs too, so that a receiver can change over without losing a message. */
export const SECRET_OVERLAP_MS = 24 * 60 * 60 * 1_000;

/** In the form of Standard Webhooks: `whsec_` and base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}
