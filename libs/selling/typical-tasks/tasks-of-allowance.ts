import type { Credits, Instant } from '#libs/kernel/index.js';
import type { ProductScope, TariffBook } from '#libs/catalog/contract.js';
import { rate, type RatedComponent } from '#libs/rating/index.js';
import type { TaskCall, TypicalTask } from './tasks.js';

/** How often a task can be done for an allowance, or why that cannot be said. */
export interface TaskCount {
  readonly task: string;
  readonly name: string;
  readonly result:
    | { readonly type: 'times'; readonly times: bigint; readonly costMicro: bigint }
    | { readonly type: 'free' }
    /** The tariff book has no rate for a part of it. */
    | { readonly type: 'not_priced' }
    /** The allowance does not pay for its models or kinds. */
    | { readonly type: 'not_covered' };
}

export interface Allowance {
  readonly amountMicro: Credits;
  readonly scope: ProductScope;
}

/**
 * An allowance in typical tasks by the tariff of an instant: whole tasks only, each priced call by call as its usage
 * would be. A scope of apps is taken to be used in those apps.
 */
export function tasksOfAllowance(
  { amountMicro, scope }: Allowance,
  tasks: readonly TypicalTask[],
  book: TariffBook,
  at: Instant,
): readonly TaskCount[] {
  return tasks.map(({ task, name, calls }) => {
    const priced = calls.map((call) => priceOf(call, scope, book, at));
    if (!priced.every(({ costs, call }) => covers(scope, call, costs))) {
      return { task, name, result: { type: 'not_covered' } };
    }
    const costMicro = costOf(priced);
    if (costMicro === undefined) return { task, name, result: { type: 'not_priced' } };
    if (costMicro === 0n) return { task, name, result: { type: 'free' } };
    return { task, name, result: { type: 'times', times: amountMicro / costMicro, costMicro } };
  });
}

interface PricedCall {
  readonly call: TaskCall;
  /** `undefined`: a part of it has no price. */
  readonly costs: readonly RatedComponent[] | undefined;
}

function priceOf(call: TaskCall, { apps }: ProductScope, book: TariffBook, at: Instant): PricedCall {
  const { model, tier, quantities } = call;
  const rating = rate({ model, tier, app: apps?.[0], occurredAt: at, quantities }, book);
  return { call, costs: rating.type === 'rated' ? rating.rated.components : undefined };
}

/** What costs nothing needs nobody to pay for it. */
function covers({ models, kinds }: ProductScope, { model, quantities }: TaskCall, costs: PricedCall['costs']): boolean {
  const toPay = costs === undefined ? quantities : costs.filter(({ amountMicro }) => amountMicro > 0n);
  if (toPay.length === 0) return true;
  if (models !== null && !models.includes(model)) return false;
  return kinds === null || toPay.every(({ kind }) => kinds.includes(kind));
}

function costOf(priced: readonly PricedCall[]): bigint | undefined {
  let total = 0n;
  for (const { call, costs } of priced) {
    if (costs === undefined) return undefined;
    for (const { amountMicro } of costs) total += amountMicro * BigInt(call.times);
  }
  return total;
}
