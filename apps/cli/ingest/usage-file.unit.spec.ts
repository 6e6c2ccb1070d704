import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder, type TemporaryFolder } from '../../../test/support/temporary-folder.js';
import { sourceOfFile, usageLines } from './usage-file.js';

describe('the lines of a usage file', () => {
  let folder: TemporaryFolder;
  let path: string;

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'usage.ndjson');
  });

  afterEach(() => folder.remove());

  async function linesOf(content: string): Promise<unknown[]> {
    await writeFile(path, content);
    const lines = [];
    for await (const { number, bytes, readTo } of usageLines(path)) {
      lines.push([number, Buffer.from(bytes).toString(), readTo]);
    }
    return lines;
  }

  it('are numbered as editors do, blank ones counted but not given', async () => {
    expect(await linesOf('{"a":1}\n\n  \t\r\n{"b":2}\n')).toEqual([
      [1, '{"a":1}', 8],
      [4, '{"b":2}', 22],
    ]);
  });

  it('may end without a line feed, and on Windows with a carriage return', async () => {
    expect(await linesOf('one\r\ntwo')).toEqual([
      [1, 'one', 5],
      [2, 'two', 8],
    ]);
  });

  it('are whole where they cross the pieces in which the file is read', async () => {
    const long = 'ü'.repeat(300_000);
    expect(await linesOf(`a\n${long}\nb\n`)).toEqual([
      [1, 'a', 2],
      [2, long, 600_003],
      [3, 'b', 600_005],
    ]);
  });

  it('are cut where they are longer than any event may be', async () => {
    const [[, text]] = (await linesOf(`${'x'.repeat(3_000_000)}\n`)) as [[number, string]];
    expect(text).toHaveLength(1 << 20);
  });

  it('make up a source named by their content', async () => {
    await writeFile(path, 'abc');
    expect(await sourceOfFile(path)).toBe('file:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
