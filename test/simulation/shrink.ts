import { accountOf, type Told } from '../support/oracle/index.js';
import { replay } from './compared-run.js';
import type { Failure } from './simulate.js';

/** Drops what a disagreement does without: whole accounts first, then ever smaller pieces, while it stays the same. */
export async function shrink({ mismatch, steps, makeProduct }: Failure, deadline: number): Promise<Failure> {
  let smallest: Failure = { mismatch, steps, makeProduct };
  const attempt = async (fewer: readonly Told[]): Promise<boolean> => {
    const found = await replay(fewer, makeProduct());
    if (found === undefined || found.mismatch.kind !== mismatch.kind) return false;
    smallest = { mismatch: found.mismatch, steps: fewer.slice(0, found.at + 1), makeProduct };
    return true;
  };
  const named = new Set(mismatch.details.map((detail) => detail.split(' ')[0]));
  const last = steps.at(-1);
  if (last !== undefined) named.add(accountOf(last.deed));
  const partners = new Set([...named, ...partnersOf(steps, named)]);
  for (const few of [named, partners]) {
    if (await attempt(smallest.steps.filter(({ deed }) => few.has(accountOf(deed))))) break;
  }
  for (const account of new Set(smallest.steps.map(({ deed }) => accountOf(deed)))) {
    if (Date.now() > deadline) return smallest;
    await attempt(smallest.steps.filter(({ deed }) => accountOf(deed) !== account));
  }
  for (let size = Math.ceil(smallest.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = smallest.steps.length; end > 0; end -= size) {
      if (Date.now() > deadline) return smallest;
      const from = Math.max(0, end - size);
      await attempt([...smallest.steps.slice(0, from), ...smallest.steps.slice(end)]);
      end = Math.min(end, smallest.steps.length + size);
    }
  }
  return smallest;
}

/** Who sent to them or received from them. */
function partnersOf(steps: readonly Told[], named: ReadonlySet<string | undefined>): string[] {
  return steps.flatMap(({ deed }) => {
    if (deed.type !== 'send') return [];
    return named.has(deed.to) ? [deed.account] : named.has(deed.account) ? [deed.to] : [];
  });
}

/** One step a line, times as dates. */
export function inWords({ mismatch, steps }: Pick<Failure, 'mismatch' | 'steps'>): string {
  const lines = steps.map(({ key, moment, deed }) => {
    const { type, ...fields } = deed;
    const taken = new Date(moment.takeUpTo).toISOString();
    const text = JSON.stringify(fields, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
    return `${new Date(moment.now).toISOString()} (read to ${taken}) ${key} ${type} ${text}`;
  });
  return [...lines, '', mismatch.kind, ...mismatch.details.map((detail) => `  ${detail}`)].join('\n');
}
