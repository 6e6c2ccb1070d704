import { RandomLife, type Told } from '../support/oracle/index.js';
import { ComparedRun, type Mismatch } from './compared-run.js';
import type { Product } from './product.js';
import { ProductLedger } from './product-ledger.js';

export interface SimulationOptions {
  readonly seed: number;
  readonly steps: number;
  readonly accounts: number;
  /** Absent: the product's domain with nothing around it. */
  readonly makeProduct?: () => Product;
  readonly onStep?: (done: number) => void;
}

export interface Failure {
  readonly mismatch: Mismatch;
  readonly steps: readonly Told[];
  readonly makeProduct: () => Product;
}

/** Every so many steps all accounts are compared and every process dies. */
const CRASH_EVERY = 2_500;

/** Random life of a ledger from a seed, the product beside the oracle. @returns the first disagreement */
export async function simulate(options: SimulationOptions): Promise<Failure | undefined> {
  const { seed, steps, accounts, makeProduct = newProductLedger, onStep } = options;
  const run = new ComparedRun(makeProduct());
  const life = new RandomLife(seed, run.oracle, accounts);
  const told: Told[] = [];
  for (let done = 1; done <= steps; done += 1) {
    const step = life.next();
    told.push(step);
    const mismatch =
      (await run.step(step)).mismatch ??
      (done % CRASH_EVERY === 0 || done === steps ? run.everything(step.moment.now) : undefined);
    if (mismatch !== undefined) return { mismatch, steps: told, makeProduct };
    onStep?.(done);
  }
  return undefined;
}

function newProductLedger(): Product {
  return new ProductLedger();
}
