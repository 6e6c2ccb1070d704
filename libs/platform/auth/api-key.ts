import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `tl_<id>_<secret>`: 16 and 64 hex digits. The id is the client's, and stays when the secret is rotated. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

const API_KEY = /^tl_([0-9a-f]{16})_([0-9a-f]{64})$/;

export function newClientId(): string {
  return randomBytes(8).toString('hex');
}

export function newSecret(): string {
  return randomBytes(32).toString('hex');
}

export function formatApiKey({ id, secret }: ApiKey): string {
  return `tl_${id}_${secret}`;
}

export function parseApiKey(text: string): ApiKey | undefined {
  const [, id, secret] = API_KEY.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Secrets are 256 random bits, so one round of SHA-256 is as hard to turn round as the secret is to guess. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** Takes the same time wherever the first difference is. Both are SHA-256 in hex. */
export function sameHash(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));
}
