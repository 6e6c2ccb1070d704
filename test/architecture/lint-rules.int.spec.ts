import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlantedTree, repositoryRoot } from './planted-tree.js';

interface Plant {
  readonly rule: string;
  /** Part of the message, where one rule holds several restrictions. */
  readonly restriction?: string;
  readonly file: string;
  readonly source: string;
}

const lines = (count: number, line: string) => `${line}\n`.repeat(count);

function everywhere(rule: string, source: string, restriction?: string): Plant {
  return { rule, source, file: 'libs/rating/planted.ts', ...(restriction === undefined ? {} : { restriction }) };
}

function inDomain(restriction: string, source: string, rule = 'no-restricted-syntax'): Plant {
  return { rule, restriction, source, file: 'libs/ledger/domain/planted.ts' };
}

const inDomainGlobal = (name: string, source = `export const planted = ${name};`) =>
  inDomain(name, source, 'no-restricted-globals');

const plants: readonly Plant[] = [
  everywhere('max-lines', lines(251, ';')),
  everywhere('max-lines-per-function', `export function planted() {\n${lines(70, ';')}}`),
  everywhere('eqeqeq', 'export const planted = (a: number, b: number) => a == b;'),
  everywhere('no-restricted-properties', 'export const planted = process.env;', 'libs/platform/config'),
  everywhere('no-restricted-imports', `export { env } from 'node:process';`, 'libs/platform/config'),
  everywhere('no-restricted-imports', `export { EventBus } from '@nestjs/cqrs';`, 'in-memory bus'),
  everywhere('@typescript-eslint/consistent-type-imports', `import { URL } from 'node:url';\nexport type T = URL;`),
  everywhere('@typescript-eslint/no-explicit-any', 'export type Planted = any;'),
  everywhere('@typescript-eslint/no-floating-promises', 'Promise.resolve(1);'),
  everywhere('@typescript-eslint/no-unused-vars', 'const planted = 1;'),
  everywhere('@typescript-eslint/prefer-promise-reject-errors', `export const planted = Promise.reject('a text');`),
  everywhere('@typescript-eslint/restrict-template-expressions', 'export const planted = (a: object) => `${a}`;'),
  everywhere(
    '@typescript-eslint/switch-exhaustiveness-check',
    `export function planted(a: 'x' | 'y') {\n  switch (a) {\n    case 'x':\n      return 1;\n    default:\n      return 2;\n  }\n}`,
  ),
  everywhere('no-console', `console.log('planted');`),
  inDomainGlobal('process'),
  inDomainGlobal('fetch'),
  inDomainGlobal('setTimeout'),
  inDomainGlobal('setInterval'),
  inDomainGlobal('setImmediate'),
  inDomainGlobal('console'),
  inDomainGlobal('Buffer'),
  inDomainGlobal('performance'),
  inDomain('never new Date()', 'export const planted = new Date();'),
  inDomain('no clock', 'export const planted = Date.now();'),
  inDomain('Chance', 'export const planted = Math.random();'),
  inDomain('No Number()', `export const planted = Number('1');`),
  inDomain('No parseFloat()', `export const planted = parseFloat('1');`),
  inDomain('No Number.parseFloat()', `export const planted = Number.parseFloat('1');`),
  inDomain('No await', 'export const planted = await Promise.resolve(1);'),
  inDomain('No async function', 'export const planted = async () => Promise.resolve(1);'),
  { ...inDomain('no clock', 'export const planted = Date.now();'), file: 'libs/kernel/planted.ts' },
  {
    rule: 'no-restricted-syntax',
    restriction: 'focused',
    file: 'libs/rating/planted.unit.spec.ts',
    source: `import { it } from '@jest/globals';\nit.only('hides the others', () => {});`,
  },
  {
    rule: 'no-restricted-syntax',
    restriction: 'skipped',
    file: 'test/planted.e2e.spec.ts',
    source: `import { describe } from '@jest/globals';\ndescribe.skip('proves nothing', () => {});`,
  },
];

const legal: readonly Omit<Plant, 'rule'>[] = [
  { file: 'libs/ledger/domain/legal.ts', source: 'export const read = (text: string) => new Date(text).getTime();' },
  { file: 'libs/ledger/application/legal.ts', source: 'export const clock = async () => Promise.resolve(Date.now());' },
  { file: 'libs/ledger/domain/legal.unit.spec.ts', source: 'export const chance = Math.random();' },
  { file: 'libs/platform/config/legal.ts', source: 'export const environment = process.env;' },
  { file: 'apps/cli/legal.ts', source: `console.log('to the terminal');` },
  { file: 'libs/pipeline/legal.ts', source: `export { CommandBus } from '@nestjs/cqrs';` },
];

type Setting = 'off' | 'error' | readonly ['error', ...(string | { readonly message?: string })[]];
type Report = readonly {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}[];

/** Each plant in a folder of its own, so that two of them never share a file. */
function placed<Case extends Omit<Plant, 'rule'>>(cases: readonly Case[]): readonly (Case & { path: string })[] {
  return cases.map((plant, index) => ({ ...plant, path: plant.file.replace(/([^/]+)$/, `case-${index}/$1`) }));
}

describe('the lint rules', () => {
  const planted = placed(plants);
  const quiet = placed(legal);
  let tree: PlantedTree;
  let report: Report;
  const messagesIn = (path: string) =>
    report.filter(({ filePath }) => filePath.replaceAll('\\', '/').endsWith(path)).flatMap(({ messages }) => messages);

  beforeAll(async () => {
    tree = await PlantedTree.plant(new Map([...planted, ...quiet].map(({ path, source }) => [path, `${source}\n`])));
    const config = join(repositoryRoot, 'eslint.config.mjs');
    report = (await tree.report('eslint/bin/eslint.js', ['--config', config, '--format', 'json', '.'])) as Report;
  }, 60_000);

  afterAll(() => tree.remove());

  it.each(planted)('$rule $restriction bites in $file', ({ rule, restriction = '', path }) => {
    const found = messagesIn(path).filter(({ ruleId, message }) => ruleId === rule && message.includes(restriction));
    expect(found).not.toEqual([]);
  });

  it.each(quiet)('allows in $file: $source', ({ path }) => {
    expect(messagesIn(path)).toEqual([]);
  });

  it('have a planted violation for every restriction', async () => {
    const scopes = (await import(join(repositoryRoot, 'eslint.rules.mjs'))) as Record<string, Record<string, Setting>>;
    const unproved = Object.values(scopes)
      .flatMap((rules) => Object.entries(rules))
      .filter(([, setting]) => setting !== 'off')
      .flatMap(([rule, setting]) => restrictionsOf(rule, setting).map((text) => ({ rule, text })))
      .filter(
        ({ rule, text }) => !plants.some((plant) => plant.rule === rule && text.includes(plant.restriction ?? '')),
      );
    expect(unproved).toEqual([]);
  });
});

/** The restrictions a setting holds, each by its text; one empty text for a rule that is one restriction by itself. */
function restrictionsOf(rule: string, setting: Setting): readonly string[] {
  if (!rule.startsWith('no-restricted-') || typeof setting === 'string') return [''];
  return setting.slice(1).map((option) => (typeof option === 'string' ? option : (option.message ?? '')));
}
