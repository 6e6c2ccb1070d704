import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from '@jest/globals';

const FOLDER = join('test', 'support', 'oracle');

it('the oracle imports nothing of the product', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files).toEqual(expect.arrayContaining(['oracle.ts', join('account', 'due.ts')]));
  for (const file of files) {
    const imported = [
      ...readFileSync(join(FOLDER, file), 'utf8').matchAll(/^(?:import|export|\}) .*from '([^']+)';$/gm),
    ].map(([, from]) => from);
    const foreign = imported.filter((from) => !isOfTheOracle(from ?? '', dirname(file)));
    expect([file, ...foreign]).toEqual([file]);
  }
});

/** A part of node or of the test runner, or a file in this folder. */
function isOfTheOracle(from: string, folder: string): boolean {
  if (from.startsWith('.')) return !normalize(join(folder, from)).startsWith('..');
  return from.startsWith('node:') || from === '@jest/globals';
}
