import { join } from 'node:path';
import { jest } from '@jest/globals';
import { readProductFile } from '#libs/catalog/adapters/file/product-file.js';
import { readTariffFile } from '#libs/catalog/adapters/file/tariff-file.js';
import { Api, type Answer } from '../../http/support/api.js';

const CATALOGUE = join(import.meta.dirname, '../../../../catalogue');
const GATEWAY = 'gateway/offers';

/** What an account is, where a scenario cares. */
export interface Opening {
  readonly kind?: 'individual' | 'household' | 'team';
  readonly members?: readonly { readonly member: string; readonly limitMicro?: string }[];
  readonly overagePolicy?: Record<string, unknown>;
  readonly alertRules?: Record<string, unknown>;
  readonly billingDay?: number;
}

/** One call of a model, as its gateway tells it; the rest is ordinary. */
export interface Call {
  readonly id?: string;
  readonly model?: string;
  readonly provider?: string;
  readonly quantities: Readonly<Record<string, number>>;
  readonly app?: string;
  readonly member?: string;
  readonly requestId?: string;
  readonly parentRequestId?: string;
  readonly reservationId?: string;
  readonly final?: boolean;
  readonly tier?: string;
  /** Absent: now. */
  readonly time?: string;
}

/**
 * A carrier that sells the sample catalogue: the whole service over HTTP, with a clock that a scenario turns. Credits are
 * whole here (a scenario reads better without micro-credits), money is in yuan.
 */
export class World {
  private calls = 0;

  private constructor(
    /** For what a scenario asks with a key of somebody else's, or of the machine it runs on. */
    readonly api: Api,
    private readonly gatewayKey: string,
    private readonly clock: { now: number },
  ) {}

  /** Opens for business, with the sample price table in force. */
  static async open(at: string): Promise<World> {
    const clock = { now: Date.parse(at) };
    jest.spyOn(Date, 'now').mockImplementation(() => clock.now);
    const api = await Api.start({ LOG_LEVEL: 'warn' });
    const gatewayKey = await api.keyFor(['gateway'], { sources: [GATEWAY] });
    const world = new World(api, gatewayKey, clock);
    const tariff = await readTariffFile(join(CATALOGUE, 'tariffs/standard.json'), clock.now);
    await api.standalone.ledger.tariffs.publish(tariff, world.origin('standard tariff'));
    return world;
  }

  async close(): Promise<void> {
    await this.api.stop();
    jest.restoreAllMocks();
  }

  /** The clock moves on; what is due by then is done, and shown. */
  async at(when: string): Promise<void> {
    this.clock.now = Date.parse(when);
    const { ledger, readSide } = this.api.standalone;
    await ledger.dueWork(readSide.models.timers).run();
    await this.shown();
  }

  /** Puts a file of the sample catalogue on sale, e.g. `04-trial-plans`. */
  async sells(file: string): Promise<void> {
    const products = await readProductFile(join(CATALOGUE, 'products', `${file}.json`), this.clock.now);
    for (const product of products) {
      const answer = await this.api.standalone.ledger.products.publish(product, this.origin(product.product));
      if (answer.type === 'rejected') throw new Error(`${product.product}: ${answer.rejection.code}`);
    }
  }

  async opens(account: string, opening: Opening = {}): Promise<void> {
    const { kind = 'individual', ...rest } = opening;
    const body = { account, kind, currency: 'CNY', zone: 'Asia/Shanghai', billingDay: 1, tariffBook: 'standard' };
    await this.post('/v1/accounts', { ...body, ...rest });
  }

  /** @returns the answer, for what a scenario wants of it; a refusal throws with its code */
  post(url: string, body: unknown = {}): Promise<Record<string, unknown>> {
    return this.settled(this.api.command('POST', url, body));
  }

  put(url: string, body: unknown): Promise<Record<string, unknown>> {
    return this.settled(this.api.command('PUT', url, body));
  }

  get(url: string): Promise<Record<string, unknown>> {
    return this.settled(this.api.get(url));
  }

  subscribes(account: string, product: string, subscription = product): Promise<Record<string, unknown>> {
    return this.post(`/v1/accounts/${account}/subscriptions`, { subscription, product });
  }

  buys(account: string, product: string, more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    return this.post(`/v1/accounts/${account}/purchases`, { product, paymentRef: `pay-${product}`, ...more });
  }

  /** @returns what became of the call: `charged`, `held` … */
  async uses(account: string, { id = `call-${++this.calls}`, time, ...call }: Call): Promise<Record<string, unknown>> {
    const answer = await this.api.post('/v1/usage', {
      key: this.gatewayKey,
      body: this.event(account, id, time, call),
    });
    await this.shown();
    return answer.body;
  }

  /** A gateway asks before an expensive call, or settles, as itself. */
  async gateway(url: string, body: unknown = {}): Promise<Answer> {
    const answer = await this.api.command('POST', url, body, { key: this.gatewayKey });
    await this.shown();
    return answer;
  }

  async balance(account: string): Promise<Record<string, unknown>> {
    return this.get(`/v1/accounts/${account}/balance`);
  }

  /** The money lines of a period's bill and what is to pay on it, in yuan. */
  async bill(account: string, period: number): Promise<{ readonly total: string; readonly lines: readonly string[] }> {
    const invoice = await this.get(`/v1/accounts/${account}/invoice-lines?period=${period}`);
    const lines = (invoice['lines'] as Record<string, unknown>[]).filter(({ type }) => type !== 'usage');
    return {
      total: yuan((invoice['totals'] as Record<string, unknown>)['amountMinor']),
      lines: lines.map((line) => `${String(line['type'])} ${yuan(line['amountMinor'])}`),
    };
  }

  receipt(id: string): Promise<Record<string, unknown>> {
    return this.get(`/v1/receipts?source=${encodeURIComponent(GATEWAY)}&id=${encodeURIComponent(id)}`);
  }

  private event(account: string, id: string, time: string | undefined, call: Omit<Call, 'id' | 'time'>): unknown {
    const { model = 'qwen-plus', provider = 'alibaba', ...rest } = call;
    return {
      specversion: '1.0',
      type: 'tokenledger.usage.v1',
      source: GATEWAY,
      id,
      time: time ?? new Date(this.clock.now).toISOString(),
      datacontenttype: 'application/json',
      data: { account, provider, model, ...rest },
    };
  }

  private async settled(asked: Promise<Answer>): Promise<Record<string, unknown>> {
    const { status, body, text } = await asked;
    await this.shown();
    if (status >= 300) throw new Error(typeof body['code'] === 'string' ? body['code'] : text);
    return body;
  }

  /** Read models are in step with what was done. */
  private async shown(): Promise<void> {
    const { ledger, readSide } = this.api.standalone;
    await readSide.progress.waitFor(await ledger.reader.head(), 5_000);
  }

  private origin(idempotencyKey: string) {
    return { client: 'catalogue', idempotencyKey, receivedAt: this.clock.now };
  }
}

const MICRO = 1_000_000n;

/** Whole credits of an amount in micro-credits, with thousands apart. */
export function whole(micro: unknown): string {
  const amount = BigInt(String(micro));
  if (amount % MICRO !== 0n) throw new Error(`${amount} micro-credits are no whole credits`);
  return (amount / MICRO).toLocaleString('en-US');
}

/** Minor units as yuan. */
export function yuan(minor: unknown): string {
  return (Number(minor) / 100).toFixed(2);
}
