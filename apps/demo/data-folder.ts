import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DataFolder {
  readonly path: string;
  /** Removes a temporary folder; a kept one stays. */
  discard(): Promise<void>;
}

/** No run meets the ledger of another. */
export async function freshFolder(life: 'temporary' | 'kept'): Promise<DataFolder> {
  if (life === 'temporary') {
    const path = await mkdtemp(join(tmpdir(), 'token-ledger-demo-'));
    return { path, discard: () => rm(path, { recursive: true }) };
  }
  await mkdir('data', { recursive: true });
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  return { path: await mkdtemp(join('data', `demo-${time}-`)), discard: () => Promise.resolve() };
}
