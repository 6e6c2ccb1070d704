import { MODELS, PLANS, POLICIES, THRESHOLDS, TOP_UP } from './price-list.js';
import type { Call, Subscriber } from './traffic.js';

/*
 * The month of one subscriber the way a clerk would work it out on a sheet: whole credits, fen, one line after the other.
 * It shares no code with the product, and knows of the rules only what this month needs of them.
 */

export interface Warning {
  readonly threshold: number;
  readonly base: number;
  readonly remaining: number;
  cleared: boolean;
}

interface Crossed {
  readonly threshold: number;
  /** `undefined`: it counts as fired, and nobody was told. */
  readonly warning: Warning | undefined;
}

/** What a call cost, and out of which credits it was paid. */
interface Paid {
  readonly plan: number;
  readonly topUp: number;
  readonly limit: number;
  readonly invoice: number;
  readonly block: number;
}

export interface PaidCall {
  readonly call: Call;
  readonly cost: number;
  readonly by: Paid;
}

export class Sheet {
  readonly warnings: Warning[] = [];
  /** Tokens and credits by `<model> <kind>`. */
  readonly used = new Map<string, { quantity: number; credits: number }>();
  /** What each call cost, and out of which pot; reversed ones are gone. */
  readonly paid: PaidCall[] = [];
  /** Calls whose overage the top-up repaid. */
  repaidByTopUp: readonly PaidCall[] = [];
  plan: number;
  topUp = 0;
  owed = { limit: 0, invoice: 0, block: 0 };
  private base: number;
  private crossed: Crossed[] = [];

  constructor(readonly who: Subscriber) {
    this.plan = PLANS[who.plan].allowance;
    this.base = this.plan;
  }

  call(call: Call): void {
    const prices = MODELS[call.model].credits;
    const cost = call.input * prices.input + call.output * prices.output;
    this.count(call, 1);
    const plan = Math.min(this.plan, cost);
    const topUp = Math.min(this.topUp, cost - plan);
    const beyond = cost - plan - topUp;
    this.plan -= plan;
    this.topUp -= topUp;
    const { policy } = this.who;
    const room = policy === 'block' ? 0 : POLICIES[policy].credits - this.owed[policy];
    const owed = Math.min(room, beyond);
    const limit = policy === 'limit' ? owed : 0;
    const invoice = policy === 'invoice' ? owed : 0;
    const block = beyond - owed;
    this.owed = {
      limit: this.owed.limit + limit,
      invoice: this.owed.invoice + invoice,
      block: this.owed.block + block,
    };
    this.paid.push({ call, cost, by: { plan, topUp, limit, invoice, block } });
    this.look(false);
  }

  /** Fresh credits first repay what is owed under `limit`. */
  buyTopUp(): void {
    const repaid = Math.min(this.owed.limit, TOP_UP.credits);
    this.owed.limit -= repaid;
    // All of it: the limit is lower than what a top-up brings.
    this.repaidByTopUp = this.paid.filter(({ by }) => by.limit > 0);
    this.topUp += TOP_UP.credits - repaid;
    this.base += TOP_UP.credits - repaid;
    this.look(true);
  }

  /** The first call of the month: the plan had paid all of it. */
  reverseFirst(): void {
    const [first] = this.paid;
    if (first === undefined) return;
    this.paid.shift();
    this.count(first.call, -1);
    this.plan += first.by.plan;
    this.look(false);
  }

  /** `fee 2000`, `purchase 1000`, `overage 12`: what is to pay for the month, in fen. */
  get bill(): readonly string[] {
    const { invoice } = this.owed;
    return [
      `fee ${PLANS[this.who.plan].fee}`,
      ...(this.who.toppingUp ? [`purchase ${TOP_UP.price}`] : []),
      ...(invoice > 0 ? [`overage ${Math.floor((invoice + 500) / 1_000)}`] : []),
    ];
  }

  private count({ model, input, output }: Call, sign: 1 | -1): void {
    for (const [kind, quantity] of [
      ['input', input],
      ['output', output],
    ] as const) {
      if (quantity === 0) continue;
      const line = `${model} ${kind}`;
      const sum = this.used.get(line) ?? { quantity: 0, credits: 0 };
      sum.quantity += sign * quantity;
      sum.credits += sign * quantity * MODELS[model].credits[kind];
      this.used.set(line, sum);
    }
  }

  /** Holds what remains against the thresholds. A higher base starts anew: what is met then is met without a word. */
  private look(isAnew: boolean): void {
    const remaining = this.plan + this.topUp;
    const used = this.base - remaining;
    const isOver = (percent: number) => used * 100 >= percent * this.base;
    const isBelow = (percent: number) => used * 100 <= (percent - 5) * this.base;
    const stays = ({ threshold }: Crossed) => (isAnew ? isOver(threshold) : !isBelow(threshold));
    for (const { warning } of this.crossed.filter((one) => !stays(one))) if (warning) warning.cleared = true;
    this.crossed = this.crossed.filter(stays);
    const highest = THRESHOLDS.find(isOver);
    for (const threshold of THRESHOLDS.filter(isOver)) {
      if (this.crossed.some((one) => one.threshold === threshold)) continue;
      const isTold = !isAnew && threshold === highest;
      const warning = isTold ? { threshold, base: this.base, remaining, cleared: false } : undefined;
      if (warning !== undefined) this.warnings.push(warning);
      this.crossed.push({ threshold, warning });
    }
  }
}
