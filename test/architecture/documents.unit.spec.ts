import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const documents = globSync('**/*.md', { cwd: root, exclude: ['node_modules/**', 'dist/**', 'data/**'] });

/** A path that exists on its author's machine only. */
const MACHINE_PATH = /(?<![\w.:/])(?:\/(?:home|root|Users|work|mnt|private)\/|[A-Z]:\\)/;
const LINK = /\]\(([^)\s#]+)(?:#[^)]*)?\)/g;

function machinePathsIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => MACHINE_PATH.test(line));
}

function brokenLinksIn(text: string, folder: string): readonly string[] {
  return [...text.matchAll(LINK)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(folder, target)));
}

describe('the documents', () => {
  it('are there', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']));
  });

  it.each(documents)('%s names no path of one machine and no file that is missing', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    expect(machinePathsIn(text)).toEqual([]);
    expect(brokenLinksIn(text, join(root, dirname(document)))).toEqual([]);
  });

  it('would be caught with a path of one machine or a link to nothing', () => {
    expect(machinePathsIn('see `/home/someone/ledger` or\n(C:\\ledger) but not docs/home/page')).toHaveLength(2);
    expect(brokenLinksIn('[gone](gone.md#part) [here](README.md) [web](https://example.org)', root)).toEqual([
      'gone.md',
    ]);
  });
});
