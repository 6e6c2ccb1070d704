import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { USAGE_EVENT_SCHEMA } from './usage-event.schema.js';

const PUBLISHED = 'docs/reference/schemas/usage-event.v1.schema.json';

describe('the published JSON Schema', () => {
  it('is what the validator compiles; `UPDATE_REFERENCE=1 npx jest published-schema` writes it anew', async () => {
    const options = await resolveConfig(PUBLISHED);
    const fresh = await format(JSON.stringify(USAGE_EVENT_SCHEMA), { ...options, parser: 'json' });
    if (process.env['UPDATE_REFERENCE'] === '1') await writeFile(PUBLISHED, fresh);
    expect(await readFile(PUBLISHED, 'utf8')).toBe(fresh);
  });
});
