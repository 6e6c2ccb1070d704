import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rulesWithoutTest, withTestsThatHold } from '../support/reference/rules-held-by.js';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/reference/rules.md');

describe('the rules', () => {
  it('each name the tests that hold them', () => {
    const text = readFileSync(page, 'utf8');
    const fresh = withTestsThatHold(text, root);
    if (process.env['UPDATE_REFERENCE'] === '1') writeFileSync(page, fresh);
    else expect(text).toBe(fresh);
  });

  it('are each cited by the title of a test', () => {
    expect(rulesWithoutTest(readFileSync(page, 'utf8'), root)).toEqual([]);
  });

  it('would be caught without one', () => {
    expect(rulesWithoutTest('### 99. Nobody holds this\n', root)).toEqual(['99']);
  });
});
