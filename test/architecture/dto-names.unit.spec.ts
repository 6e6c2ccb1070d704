import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** The OpenAPI document knows its schemas by the name of their class: two of one name would be one schema. */
describe('the classes of the HTTP contract', () => {
  it('each have a name of their own', () => {
    const files = globSync('libs/*/adapters/http/**/*.ts').concat(globSync('libs/platform/**/*.dto.ts'));
    const names = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/class (\w+(?:Dto|Params|Query))\b/g)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
