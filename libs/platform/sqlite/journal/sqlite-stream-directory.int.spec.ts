import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#libs/journal/contract.js';
import { temporaryFolder } from '../../../../test/support/temporary-folder.js';
import { openWritableJournal, type WritableJournal } from './index.js';

describe('the directory of streams', () => {
  const folders: ReturnType<typeof temporaryFolder>[] = [];
  let journal: WritableJournal;

  beforeEach(async () => {
    const folder = temporaryFolder();
    folders.push(folder);
    journal = openWritableJournal(join(folder.path, 'ledger.db'));
    const names = [
      'product-b',
      'account-a',
      'product-a',
      'product-a-2',
      'products-x',
      'product',
      'product.c',
      'product-Z',
    ];
    const record = { type: 'Any', body: new Uint8Array([1]), keys: [] };
    await journal.eventStore.append(
      names.map((stream) => ({ stream, expectedRevision: NO_STREAM, records: [record] })),
    );
  });

  afterEach(() => {
    journal.close();
    folders.pop()?.remove();
  });

  it('names the streams of one category only, by code units', async () => {
    expect(await journal.streamDirectory.ids('product', undefined, 10)).toEqual(['Z', 'a', 'a-2', 'b']);
    expect(await journal.streamDirectory.ids('none', undefined, 10)).toEqual([]);
  });

  it('goes on after an id, a page at a time', async () => {
    expect(await journal.streamDirectory.ids('product', undefined, 2)).toEqual(['Z', 'a']);
    expect(await journal.streamDirectory.ids('product', 'a', 2)).toEqual(['a-2', 'b']);
    expect(await journal.streamDirectory.ids('product', 'b', 2)).toEqual([]);
  });
});
