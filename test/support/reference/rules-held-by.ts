import { citedByTests, linksTo } from './cited-by-tests.js';

const CITATION = /\brules? (\d+(?:(?:, | and |-)\d+)*)/g;
const HEADING = /^### (\d+)\. /;
const HELD_BY = /^Held by: /;
const SUITES_SHOWN = 6;

/** docs/reference/rules.md with its list of tests as it should be: under each rule, the suites whose titles cite it. */
export function withTestsThatHold(page: string, root: string): string {
  const suites = suitesByRule(root);
  const lines: string[] = [];
  let rule: string | undefined;
  const close = (): void => {
    if (rule === undefined) return;
    while (lines.at(-1) === '') lines.pop();
    lines.push('', `Held by: ${linksTo(suites.get(rule) ?? [], SUITES_SHOWN)}.`, '');
    rule = undefined;
  };
  for (const line of page.split('\n')) {
    if (HELD_BY.test(line)) continue;
    if (line.startsWith('#')) close();
    rule = HEADING.exec(line)?.[1] ?? rule;
    if (line !== '' || lines.at(-1) !== '') lines.push(line);
  }
  close();
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Rules under which no test stands. */
export function rulesWithoutTest(page: string, root: string): readonly string[] {
  const suites = suitesByRule(root);
  const rules = [...page.matchAll(/^### (\d+)\. /gm)].map(([, rule]) => rule ?? '');
  return rules.filter((rule) => !suites.has(rule));
}

function suitesByRule(root: string): ReadonlyMap<string, readonly string[]> {
  return citedByTests(root, (title) => [...title.matchAll(CITATION)].flatMap(([, list]) => numbersOf(list ?? '')));
}

/** `19, 21`, `4 and 6`, `27-29` */
function numbersOf(list: string): readonly string[] {
  return list.split(/, | and /).flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, step) => String(from + step));
  });
}
