import { accountOf, WholeLedger, type Told } from '../support/oracle/index.js';
import { differences } from './figures.js';
import { oracleColumns, oracleFigures, oracleUsage } from './oracle-figures.js';
import { productFigures, productUsage } from './product-figures.js';
import type { Product } from './product.js';

export interface Mismatch {
  /** What kind of disagreement it is: steps are dropped from a case while this stays the same. */
  readonly kind: string;
  readonly details: readonly string[];
}

/** Steps that follow of themselves. */
export type Following = (told: Told, oracle: WholeLedger) => readonly Told[];

function failed(mismatch: Mismatch): { outcome: string; mismatch: Mismatch } {
  return { outcome: 'they disagree', mismatch };
}

/** The oracle and the product side by side. */
export class ComparedRun {
  readonly oracle = new WholeLedger();

  constructor(private readonly product: Product) {}

  /**
   * @param after what follows of itself once the step is done
   * @returns what came of the step, and how the two disagree after it, if they do
   */
  async step(told: Told, after: Following = () => []): Promise<{ outcome: string; mismatch?: Mismatch }> {
    const { type } = told.deed;
    try {
      const outcome = this.oracle.tell(told);
      const following = after(told, this.oracle);
      for (const next of following) this.oracle.tell(next);
      const actual = await this.product.tell(told);
      if (outcome !== actual) return failed({ kind: `${type}: oracle ${outcome}, product ${actual}`, details: [] });
      const accounts = new Set([told, ...following].map(({ deed }) => accountOf(deed)));
      const mismatch = this.usage(told) ?? this.compare([...accounts], told.moment.now, type);
      return mismatch === undefined ? { outcome } : failed(mismatch);
    } catch (error) {
      const { message, stack = '' } = error as Error;
      return failed({ kind: `${type} threw: ${message}`, details: [stack] });
    }
  }

  /** All accounts, and each folded anew from its events: what a crash leaves is what was there. */
  everything(now: number): Mismatch | undefined {
    for (const account of this.oracle.books.keys()) {
      if (this.product.audit(account)?.balance !== 0n) return { kind: 'trial balance', details: [account] };
      if (!this.product.isAsFolded(account)) return { kind: 'another state after a crash', details: [account] };
    }
    return this.compare([...this.oracle.books.keys()], now, 'at the end', true);
  }

  /** Grants that nothing moved of are looked at only where everything is. */
  private differencesOf(account: string, now: number, everything: boolean): string[] {
    const audit = this.product.audit(account);
    const some = everything ? undefined : audit?.takeMoved();
    return [
      ...differences(oracleFigures(this.oracle, account, now), productFigures(this.product, account, now)),
      ...differences(oracleColumns(this.oracle, account, some), audit?.columns(some) ?? new Map<string, string>()),
    ];
  }

  private usage({ deed }: Told): Mismatch | undefined {
    if (deed.type !== 'use' && deed.type !== 'correct') return undefined;
    const key = deed.type === 'use' ? deed.usage : deed;
    const details = differences(oracleUsage(this.oracle, key), productUsage(this.product, key));
    return details.length === 0 ? undefined : { kind: `${deed.type}: the usage`, details };
  }

  private compare(accounts: readonly string[], now: number, when: string, everything = false): Mismatch | undefined {
    const details = accounts.flatMap((account) =>
      this.differencesOf(account, now, everything).map((one) => `${account} ${one}`),
    );
    if (details.length === 0) return undefined;
    const names = new Set(details.map((detail) => detail.split(' ')[1]));
    return { kind: `${when}: ${[...names].sort().join(', ')}`, details };
  }
}

/** Steps that are known: from a shrunk case. @returns the first disagreement and where it came */
export async function replay(
  steps: readonly Told[],
  product: Product,
): Promise<{ mismatch: Mismatch; at: number } | undefined> {
  const run = new ComparedRun(product);
  for (const [at, told] of steps.entries()) {
    const { mismatch } = await run.step(told);
    if (mismatch !== undefined) return { mismatch, at };
  }
  const end = run.everything(steps.at(-1)?.moment.now ?? 0);
  return end === undefined ? undefined : { mismatch: end, at: steps.length };
}
