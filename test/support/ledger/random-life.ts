import {
  accountDecider,
  UNSCOPED,
  type AccountCommand,
  type AccountRejection,
  type ClientCommand,
  type PurchaseFacts,
} from '#libs/ledger/index.js';
import { micro } from '../journal/event-builders.js';
import { AccountLife } from './account-life.js';
import type { RandomStep } from './random-steps.js';
import { made } from './reservation-samples.js';
import { at, chargeUsage, clockAt, OPEN } from './samples.js';
import { pack, pin, plan } from './shop.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SCOPED = { ...UNSCOPED, kinds: ['input'] } as const;

/** An account to which random things happen, with all that a journal would know about its keys. */
export class RandomLife {
  readonly life = new AccountLife(...OPEN);
  readonly refusals: AccountRejection['code'][] = [];
  private steps = 0;

  constructor(steps: readonly RandomStep[]) {
    for (const step of steps) this.take(step);
  }

  /** Exactly this command, fed to the account as it is. */
  private take(step: RandomStep): void {
    this.steps += 1;
    const command = this.commandOf(step);
    if (command === undefined) return;
    const decision = accountDecider.decide(command, this.life.state);
    if (decision.type === 'accepted') this.life.record(...decision.events);
    else this.refusals.push(decision.rejection.code);
  }

  private get id(): string {
    return `n-${this.steps}`;
  }

  private commandOf(step: RandomStep): AccountCommand | undefined {
    const { now } = this.life;
    if (step.type === 'wait') {
      this.life.now += step.hours * HOUR;
      return { type: 'RunDueWork', account: 'a', clock: this.life.clock };
    }
    if (step.type === 'charge') return this.charge(step);
    if (step.type === 'correct') return this.correction(step);
    if (step.type === 'return' || step.type === 'complete') return this.endOfTransfer(step.type);
    if (step.type === 'receive') return this.incoming(step);
    const command = this.clientCommand(step);
    return command && { ...command, context: at(now) };
  }

  private incoming({ amount, days }: Extract<RandomStep, { type: 'receive' }>): AccountCommand {
    const { now } = this.life;
    const amountMicro = micro(amount);
    const terms = { ...TRANSFERRED, amountMicro, expiresAt: now + days * DAY };
    const parts = [{ part: 0, terms, amountMicro, costBasis: null }];
    const transfer = { account: 'a', transfer: this.id, from: 'b', currency: 'CNY', parts } as const;
    return { type: 'ReceiveTransfer', ...transfer, context: at(now) };
  }

  private clientCommand(step: ClientStep): ClientCommand | undefined {
    const { state, now } = this.life;
    const account = 'a';
    switch (step.type) {
      case 'grant':
        return {
          type: 'GrantCredits',
          account,
          grant: this.id,
          source: step.source,
          amountMicro: micro(step.amount),
          scope: step.isScoped ? SCOPED : UNSCOPED,
          ...(step.days !== undefined && { expiresAt: now + step.days * DAY }),
          ...(step.rollover !== undefined && { rollover: { maxMicro: micro(step.rollover) } }),
          ...(step.isBought && { costBasis: { amountMinor: 700n, currency: 'CNY', taxIncluded: true } }),
        };
      case 'reserve': {
        const { model, tier, tariffs, components } = made([['output', step.amount]], []).data;
        const priced = { model, tier, tariffs, components };
        return { type: 'ReserveCredits', account, reservation: this.id, ...priced, ttlMs: step.hours * HOUR };
      }
      case 'release': {
        const hold = pickOf([...state.holds.values()], step.pick);
        return hold && { type: 'ReleaseReservation', account, reservation: hold.reservation, outcome: null };
      }
      case 'adjust': {
        const grant = pickOf(state.grants, step.pick)?.grant;
        const more = { amountMicro: micro(step.amount), reason: 'error' };
        return grant === undefined ? undefined : { type: 'AdjustGrantDown', account, grant, ...more };
      }
      case 'subscribe': {
        const every = step.days === 0 ? null : ({ unit: 'day', count: step.days } as const);
        const rollover = step.allowance % 2 === 0 ? { maxMicro: micro(9) } : null;
        const terms = plan({ kind: step.kind, allowanceMicro: micro(step.allowance), every, rollover });
        return { type: 'Subscribe', account, subscription: this.id, product: pin('p'), terms, currency: 'CNY' };
      }
      case 'change': {
        const live = pickOf(state.subscriptions, step.pick);
        if (live === undefined) return undefined;
        const fee = { amountMinor: BigInt(step.fee), taxIncluded: true };
        const terms = { ...live.terms, allowanceMicro: micro(step.allowance), fee };
        const { subscription } = live;
        return { type: 'ChangeSubscription', account, subscription, product: pin('q'), terms, currency: 'CNY' };
      }
      case 'cancel': {
        const live = pickOf(state.subscriptions, step.pick);
        return live && { type: 'CancelSubscription', account, subscription: live.subscription };
      }
      case 'buy': {
        const terms = pack({ amountMicro: micro(step.amount), validity: { unit: 'day', count: step.days } });
        const paid = {
          currency: 'CNY',
          quantity: 1,
          paymentRef: this.id,
          payment: 'bill',
          takenBefore: false,
        } as const;
        return { type: 'BuyPack', account, grant: this.id, product: pin('pack'), terms, ...paid };
      }
      case 'reverse':
        return this.reversal(step);
      case 'policy': {
        const bound = micro(step.bound);
        if (step.policy === 'block') return { type: 'SetOveragePolicy', account, overagePolicy: { type: 'block' } };
        const price = { amountMinor: BigInt(step.bound), perMicro: micro(7), taxIncluded: true };
        const overagePolicy =
          step.policy === 'limit'
            ? ({ type: 'limit', limitMicro: bound } as const)
            : ({ type: 'invoice', capMicro: bound, price } as const);
        return { type: 'SetOveragePolicy', account, overagePolicy };
      }
      case 'status':
        return { type: 'SetAccountStatus', account, status: step.status, reason: 'chance' };
      case 'send': {
        const policy = { promotional: true, free: false };
        return { type: 'SendTransfer', account, transfer: this.id, to: 'b', amountMicro: micro(step.amount), policy };
      }
    }
  }

  private charge(step: Extract<RandomStep, { type: 'charge' }>): AccountCommand {
    const { state, now, events } = this.life;
    const held = step.pick === undefined ? undefined : pickOf([...state.holds.values()], step.pick);
    const key = { source: 'gateway', id: this.id };
    const occurredAt = now - step.daysAgo * DAY;
    const reserved = held !== undefined && { reservationId: held.reservation, final: step.isFinal };
    const settledBefore = events.some(
      ({ type, data }) =>
        type === 'ReservationEnded' && data.reservation === held?.reservation && data.requestId === this.id,
    );
    const usage = { key, requestId: this.id, occurredAt, member: 'm-1', ...reserved };
    const [input, output] = step.amounts;
    const costs = [['input', input] as const, ['output', output] as const];
    return chargeUsage(costs, usage, { receivedAt: now, clock: clockAt(now), settledBefore });
  }

  private correction({ pick, amounts, fault }: Extract<RandomStep, { type: 'correct' }>): AccountCommand | undefined {
    const usages = this.life.events.flatMap((event) => (event.type === 'UsageCharged' ? [event.data.usage.id] : []));
    const id = pickOf(usages, pick);
    return id === undefined ? undefined : this.life.correction(id, amounts, { fault });
  }

  private reversal(step: Extract<RandomStep, { type: 'reverse' }>): ClientCommand | undefined {
    const { events } = this.life;
    const bought = events.flatMap(({ type, data }) =>
      type === 'CreditsGranted' && data.terms.costBasis !== null ? [data] : [],
    );
    const granted = pickOf(bought, step.pick);
    if (granted === undefined) return undefined;
    const { grant } = granted.terms;
    const facts: PurchaseFacts = {
      granted,
      consumedMicro: this.life.moved(`grant/${grant}`, 'consumed'),
      reversed: events.some(({ type, data }) => type === 'PurchaseReversed' && data.grant === grant),
    };
    return { type: 'ReversePurchase', account: 'a', grant, kind: step.kind, reason: 'chance', facts };
  }

  private endOfTransfer(type: 'return' | 'complete'): AccountCommand | undefined {
    const transfer = this.life.state.transfers[0]?.transfer;
    if (transfer === undefined) return undefined;
    const step = { account: 'a', transfer, context: at(this.life.now) };
    if (type === 'complete') return { type: 'CompleteTransfer', ...step };
    return { type: 'ReturnTransfer', reason: 'account_closed', ...step };
  }
}

type ClientStep = Exclude<
  RandomStep,
  { readonly type: 'wait' | 'charge' | 'correct' | 'return' | 'complete' | 'receive' }
>;

const TRANSFERRED = {
  grant: 'theirs',
  source: 'top_up',
  priority: 40,
  eligibleFrom: 0,
  scope: UNSCOPED,
  costBasis: null,
  rollover: null,
} as const;

function pickOf<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items.length === 0 ? undefined : items[pick % items.length];
}
