import { chmodSync, closeSync, openSync } from 'node:fs';

const OWNER_ONLY = 0o600;

/** Makes the file if there is none, and closes it to everybody but its owner. SQLite gives its side files the same rights. */
export function ownerOnly(path: string): void {
  closeSync(openSync(path, 'a', OWNER_ONLY));
  chmodSync(path, OWNER_ONLY);
}
