import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const FOLDER = join('test', 'support', 'oracle');

it('the oracle imports nothing of the product', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ts'));
  expect(files).toContain('oracle.ts');
  for (const file of files) {
    const imported = [
      ...readFileSync(join(FOLDER, file), 'utf8').matchAll(/^(?:import|export|\}) .*from '([^']+)';$/gm),
    ].map(([, from]) => from);
    const foreign = imported.filter((from) => !/^(\.\/|node:|@jest\/globals$)/.test(from ?? ''));
    expect([file, ...foreign]).toEqual([file]);
  }
});
