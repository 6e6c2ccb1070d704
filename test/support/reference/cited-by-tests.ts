import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TITLE = /\b(?:describe|it|test)(?:\.each\([\s\S]*?\))?\(\s*(['"`])(.*?)\1/g;

/** Which suites cite a rule or a fault in the title of a test, those that cite it most first. */
export function citedByTests(
  root: string,
  citationsIn: (title: string) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const file of globSync('{libs,apps,test}/**/*.{spec,contract}.ts', { cwd: root }).sort()) {
    for (const cited of titlesOf(readFileSync(join(root, file), 'utf8')).flatMap(citationsIn)) {
      const suites = counts.get(cited) ?? new Map<string, number>();
      counts.set(cited, suites.set(file, (suites.get(file) ?? 0) + 1));
    }
  }
  return new Map([...counts].map(([cited, suites]) => [cited, byCount(suites)]));
}

/** Links to suites, for a page in docs/reference. */
export function linksTo(suites: readonly string[], most: number): string {
  const shown = suites.slice(0, most).map((suite) => `[${nameOf(suite)}](../../${suite})`);
  const more = suites.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function titlesOf(source: string): readonly string[] {
  return [...source.matchAll(TITLE)].map(([, , title]) => title ?? '');
}

function byCount(suites: ReadonlyMap<string, number>): readonly string[] {
  const sorted = [...suites].sort(([left, cited], [right, other]) => other - cited || (left < right ? -1 : 1));
  return sorted.map(([file]) => file);
}

function nameOf(suite: string): string {
  const file = suite.split('/').at(-1) ?? suite;
  return file.replace(/(\.(unit|int|e2e))?\.(spec|contract)\.ts$/, '').replaceAll(/[-.]/g, ' ');
}
