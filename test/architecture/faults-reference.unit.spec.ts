import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { faultsWithoutTest, withTestsThatHold } from '../support/reference/faults-held-by.js';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/reference/faults.md');

describe('the faults of other systems', () => {
  it('each name the tests that hold them', () => {
    const text = readFileSync(page, 'utf8');
    const fresh = withTestsThatHold(text, root);
    if (process.env['UPDATE_REFERENCE'] === '1') writeFileSync(page, fresh);
    else expect(text).toBe(fresh);
  });

  it('are each carried by the title of a test', () => {
    expect(faultsWithoutTest(readFileSync(page, 'utf8'), root)).toEqual([]);
  });

  it('would be caught without one', () => {
    expect(faultsWithoutTest('| R99 | nobody holds this | |', root)).toEqual(['R99']);
  });
});
