import { jest } from '@jest/globals';
import { Api, type Answer } from '../http/support/api.js';
import { LIST_PRICE, MODELS, PARTNER, PLANS, POLICIES, THRESHOLDS, TOP_UP } from './price-list.js';
import type { Call, Subscriber } from './traffic.js';

const SOURCE = 'gateway/carrier';
const AT_ONCE = 100;
const BATCH = 1_000;

function micro(credits: number): string {
  return (BigInt(credits) * 1_000_000n).toString();
}

/** The whole service over HTTP, with a clock that the test turns and a catalogue of its own. */
export class Carrier {
  private constructor(
    private readonly api: Api,
    private readonly gateway: string,
    private readonly clock: { now: number },
  ) {}

  static async open(at: string): Promise<Carrier> {
    const clock = { now: Date.parse(at) };
    jest.spyOn(Date, 'now').mockImplementation(() => clock.now);
    const api = await Api.start({ LOG_LEVEL: 'warn' });
    const carrier = new Carrier(api, await api.keyFor(['gateway'], { sources: [SOURCE] }), clock);
    await carrier.publish();
    return carrier;
  }

  async close(): Promise<void> {
    await this.api.stop();
    jest.restoreAllMocks();
  }

  /** The clock moves on; what is due by then is done. */
  async at(when: string): Promise<void> {
    this.clock.now = Date.parse(when);
    const { ledger, readSide } = this.api.standalone;
    await this.shown();
    await ledger.dueWork(readSide.models.timers).run();
    await this.shown();
  }

  async opens(people: readonly Subscriber[]): Promise<void> {
    await this.each(people, async ({ account, plan, policy }) => {
      const where = {
        kind: 'individual',
        currency: 'CNY',
        zone: 'Asia/Shanghai',
        billingDay: 1,
        tariffBook: 'carrier',
      };
      const alertRules = { percents: THRESHOLDS, floorsMicro: [] };
      await this.post('/v1/accounts', { account, ...where, alertRules, overagePolicy: policyOf(policy) });
      await this.post(`/v1/accounts/${account}/subscriptions`, { subscription: 'plan', product: plan });
    });
  }

  async uses(calls: readonly Call[]): Promise<void> {
    for (let from = 0; from < calls.length; from += BATCH) {
      const body = calls.slice(from, from + BATCH).map((call) => this.event(call));
      const headers = { 'content-type': 'application/cloudevents-batch+json' };
      const answer = await this.api.post('/v1/usage', { key: this.gateway, body, headers });
      expectAll('charged', answer);
    }
  }

  buyTopUps(people: readonly Subscriber[]): Promise<void> {
    const bought = { product: 'top-up', paymentRef: 'pay', payment: 'bill' };
    return this.each(people, ({ account }) => this.post(`/v1/accounts/${account}/purchases`, bought));
  }

  reverse(calls: readonly Call[]): Promise<void> {
    return this.each(calls, async ({ account, id }) => {
      const { revision } = await this.get(`/v1/receipts?source=${encodeURIComponent(SOURCE)}&id=${id}`);
      const correction = { source: SOURCE, id, revision, fault: 'operator', reason: 'no answer was given' };
      await this.post(`/v1/accounts/${account}/corrections`, correction);
    });
  }

  async get(url: string): Promise<Record<string, unknown>> {
    return settled(await this.api.get(url));
  }

  /** Read models are in step with what was done. */
  async shown(): Promise<void> {
    const { ledger, readSide } = this.api.standalone;
    await readSide.progress.waitFor(await ledger.reader.head(), 60_000);
  }

  private async post(url: string, body: unknown): Promise<Record<string, unknown>> {
    return settled(await this.api.command('POST', url, body));
  }

  /** Many at once, so that they share commits. */
  private async each<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
    for (let from = 0; from < items.length; from += AT_ONCE) {
      await Promise.all(items.slice(from, from + AT_ONCE).map(work));
    }
    await this.shown();
  }

  private event({ account, id, model, input, output, viaPartner }: Call): unknown {
    const { provider } = MODELS[model];
    const app = viaPartner ? { app: PARTNER.app } : {};
    return {
      specversion: '1.0',
      type: 'tokenledger.usage.v1',
      source: SOURCE,
      id,
      time: new Date(this.clock.now - 1_000).toISOString(),
      datacontenttype: 'application/json',
      data: { account, provider, model, ...app, quantities: { input, output } },
    };
  }

  private async publish(): Promise<void> {
    await this.post('/v1/tariffs/carrier/versions', { mode: 'full', rates: rates() });
    const sold = { customers: ['individual'], currency: 'CNY' };
    for (const [product, { fee, allowance }] of Object.entries(PLANS)) {
      const renewed = { fee: price(fee), allowanceMicro: micro(allowance) };
      await this.post('/v1/products', { ...sold, product, kind: 'plan', name: product, renewed });
    }
    const { partner, app, share } = PARTNER;
    const listPrice = { amountMinor: String(LIST_PRICE.fen), perMicro: micro(LIST_PRICE.credits), currency: 'CNY' };
    const contract = { partner, name: partner, apps: [app], share, listPrice };
    await this.post('/v1/partner-contracts', { ...contract, effectiveFrom: '2026-05-01T00:00:00Z' });
    const pack = { amountMicro: micro(TOP_UP.credits), price: price(TOP_UP.price) };
    await this.post('/v1/products', { ...sold, product: 'top-up', kind: 'top_up', name: 'Top-up', pack });
  }
}

function rates(): readonly unknown[] {
  return Object.entries(MODELS).flatMap(([target, { credits, cost }]) =>
    (['input', 'output'] as const).map((kind) => ({
      target,
      tier: 'standard',
      kind,
      creditsMicro: micro(credits[kind]),
      per: 1,
      supplierCost: { microMinor: micro(cost[kind]), per: 1_000_000, currency: 'CNY' },
    })),
  );
}

function price(fen: number): unknown {
  return { amountMinor: String(fen), taxIncluded: true };
}

function policyOf(policy: Subscriber['policy']): unknown {
  if (policy === 'block') return { type: 'block' };
  const credits = micro(POLICIES[policy].credits);
  if (policy === 'limit') return { type: 'limit', limitMicro: credits };
  const priced = { amountMinor: '1', perMicro: micro(1_000), taxIncluded: true };
  return { type: 'invoice', capMicro: credits, price: priced };
}

function settled({ status, body, text }: Answer): Record<string, unknown> {
  if (status >= 300) throw new Error(text);
  return body;
}

function expectAll(outcome: string, answer: Answer): void {
  const outcomes = settled(answer)['outcomes'] as readonly { readonly outcome: string }[];
  const other = outcomes.find((one) => one.outcome !== outcome);
  if (other !== undefined) throw new Error(JSON.stringify(other));
}
