import { citedByTests, linksTo } from './cited-by-tests.js';

const FAULT = /\b(?:[IBRCLPDAVJH]\d{1,2}|T1)\b/g;
const ROW = /^\| ([A-Z]\d{1,2})\s*\| ([^|]*?)\s*\|.*\|$/;
const SUITES_SHOWN = 3;

/** docs/reference/faults.md with its last column as it should be: the suites whose titles carry the fault's number. */
export function withTestsThatHold(page: string, root: string): string {
  const suites = suitesByFault(root);
  return page
    .split('\n')
    .map((line) => {
      const [, fault, sentence] = ROW.exec(line) ?? [];
      return fault === undefined
        ? line
        : `| ${fault} | ${sentence} | ${linksTo(suites.get(fault) ?? [], SUITES_SHOWN)} |`;
    })
    .join('\n');
}

/** Faults no test is named after. */
export function faultsWithoutTest(page: string, root: string): readonly string[] {
  const suites = suitesByFault(root);
  const faults = page.split('\n').flatMap((line) => ROW.exec(line)?.[1] ?? []);
  return faults.filter((fault) => !suites.has(fault));
}

function suitesByFault(root: string): ReadonlyMap<string, readonly string[]> {
  return citedByTests(root, (title) => title.match(FAULT) ?? []);
}
