import type { Decision, Instant } from '#libs/kernel/index.js';
import { buyPack } from '#libs/ledger/domain/selling/buy-pack.js';
import { cancelSubscription } from '#libs/ledger/domain/selling/cancel-subscription.js';
import { changeSubscription } from '#libs/ledger/domain/selling/change-subscription.js';
import { renew } from '#libs/ledger/domain/selling/renew.js';
import { settleInstalments } from '#libs/ledger/domain/selling/settle-instalments.js';
import { subscribe } from '#libs/ledger/domain/selling/subscribe.js';
import { evolveAll, evolve } from '#libs/ledger/domain/evolve.js';
import { firstPeriod } from '#libs/ledger/domain/periods/periods.js';
import type { AccountRejection } from '#libs/ledger/domain/rejections.js';
import type { LiveSubscription, OpenAccountState } from '#libs/ledger/domain/state.js';
import { UNOPENED } from '#libs/ledger/domain/state.js';
import type { PackTerms, ProductPin, SubscriptionTerms } from '#libs/ledger/domain/terms.js';
import { UNSCOPED } from '#libs/ledger/domain/terms.js';
import type { AccountEvent, AccountOpened, BuyPack, CommandContext, MoneyLine } from '#libs/ledger/index.js';
import { accountOpened, micro } from '../journal/event-builders.js';
import { clockAt, instant } from './samples.js';

export const JANUARY = instant('2026-01-01T00:00:00Z');

export function pin(product: string, version = 1): ProductPin {
  return { product, version, hash: 'ef'.repeat(32) };
}

/** 9.30 a month for 31 credits, with the billing period. */
export function plan(more: Partial<SubscriptionTerms> = {}): SubscriptionTerms {
  return {
    kind: 'plan',
    fee: { amountMinor: 930n, taxIncluded: true },
    allowanceMicro: micro(31_000_000),
    scope: UNSCOPED,
    priority: null,
    rollover: null,
    every: null,
    firstPeriod: 'whole',
    count: null,
    ...more,
  };
}

/** 10 credits for 5.00, for ever. */
export function pack(more: Partial<PackTerms> = {}): PackTerms {
  return {
    source: 'top_up',
    amountMicro: micro(10_000_000),
    price: { amountMinor: 500n, taxIncluded: true },
    discount: null,
    validity: null,
    scope: UNSCOPED,
    priority: null,
    oncePerCustomer: false,
    ...more,
  };
}

/** An account `a` that buys: each sale is decided, and its events are folded in. Time goes on by `renewUpTo`. */
export class Shop {
  readonly events: AccountEvent[] = [];
  state: OpenAccountState;

  constructor(opened: Partial<AccountOpened['data']> = {}) {
    const event = accountOpened('a', { zone: 'UTC', openedAt: JANUARY, ...opened });
    this.state = evolveAll(evolve(UNOPENED, event), [firstPeriod(event.data)]);
  }

  subscribe(at: Instant, terms: SubscriptionTerms, subscription = 's', product = 'p', currency = 'CNY') {
    const command = { type: 'Subscribe', account: 'a', subscription, product: pin(product), terms, currency } as const;
    return this.take(subscribe({ ...command, context: contextAt(at) }, this.state));
  }

  change(at: Instant, terms: SubscriptionTerms, subscription = 's', product = 'q', currency = 'CNY') {
    const sold = { account: 'a', subscription, product: pin(product), terms, currency };
    return this.take(changeSubscription({ type: 'ChangeSubscription', ...sold, context: contextAt(at) }, this.state));
  }

  cancel(at: Instant, subscription = 's') {
    const command = { type: 'CancelSubscription', account: 'a', subscription } as const;
    return this.take(cancelSubscription({ ...command, context: contextAt(at) }, this.state));
  }

  settle(at: Instant, subscription = 's') {
    const command = { type: 'SettleInstalments', account: 'a', subscription } as const;
    return this.take(settleInstalments({ ...command, context: contextAt(at) }, this.state));
  }

  buy(at: Instant, terms: PackTerms, more: Partial<BuyPack> = {}, seen: Partial<CommandContext> = {}) {
    const command: BuyPack = {
      type: 'BuyPack',
      account: 'a',
      product: pin('pack'),
      terms,
      currency: 'CNY',
      quantity: 1,
      paymentRef: 'pay-1',
      payment: 'bill',
      takenBefore: false,
      ...more,
    };
    return this.take(buyPack({ ...command, context: { ...contextAt(at), ...seen } }, this.state));
  }

  /** The renewals due up to an instant, in order. */
  renewUpTo(until: Instant): readonly AccountEvent[] {
    const done: AccountEvent[] = [];
    for (;;) {
      const due = this.state.subscriptions
        .filter(({ term }) => term.endsAt <= until)
        .toSorted((left, right) => left.term.endsAt - right.term.endsAt)[0];
      if (due === undefined) return done;
      done.push(...this.add(renew(this.state, due)));
    }
  }

  /** Credits leave a grant as if they had been used. */
  use(grant: string, amount: number): void {
    this.add([
      { type: 'GrantAdjustedDown', data: { account: 'a', grant, amountMicro: micro(amount), reason: 'used' } },
    ]);
  }

  add(events: readonly AccountEvent[]): readonly AccountEvent[] {
    this.state = evolveAll(this.state, events);
    this.events.push(...events);
    return events;
  }

  subscription(id = 's'): LiveSubscription {
    const found = this.state.subscriptions.find(({ subscription }) => subscription === id);
    if (found === undefined) throw new Error(`no subscription ${id}`);
    return found;
  }

  get lines(): readonly MoneyLine[] {
    return this.state.periods.flatMap(({ lines }) => lines);
  }

  grants(): readonly Extract<AccountEvent, { type: 'CreditsGranted' }>['data'][] {
    return this.events.flatMap((event) => (event.type === 'CreditsGranted' ? [event.data] : []));
  }

  private take(decision: Decision<AccountEvent, AccountRejection>): readonly AccountEvent[] | AccountRejection {
    return decision.type === 'accepted' ? this.add(decision.events) : decision.rejection;
  }
}

export function contextAt(now: Instant, more: Partial<CommandContext> = {}): CommandContext {
  return { clock: clockAt(now), alreadyDone: false, idUsed: false, ...more };
}

/** `kind amount`, the exact amount behind it where it was rounded. */
export function brief({ period, kind, amountMinor, restNumerator, restDenominator }: MoneyLine): string {
  const rest =
    restNumerator === 0n ? '' : ` ${restNumerator < 0n ? '-' : '+'} ${abs(restNumerator)}/${restDenominator}`;
  return `${period}: ${kind} ${amountMinor}${rest}`;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
