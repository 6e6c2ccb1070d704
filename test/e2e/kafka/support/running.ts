import { randomUUID } from 'node:crypto';
import {
  DAY_MS,
  sampleAccount,
  sampleTariff,
  usageEvent,
  type SampleUsage,
} from '../../../support/kafka/sample-usage.js';
import { Service } from '../../http/support/service.js';

interface Check {
  readonly up: boolean;
  readonly detail?: string;
}

interface Ask {
  readonly body?: object;
  readonly key?: string;
  readonly type?: string;
}

/** The service as an operator runs it, asked over HTTP with the key it showed. */
export class Running {
  private gateway: Promise<string> | undefined;

  private constructor(
    readonly service: Service,
    private readonly url: string,
    readonly key: string,
  ) {}

  static async start(environment: Record<string, string>, knownKey = ''): Promise<Running> {
    const service = Service.start(environment);
    const url = await service.listening();
    return new Running(service, url, /tl_\w+/.exec(service.said())?.[0] ?? knownKey);
  }

  async ask(path: string, { body, key = this.key, type = 'application/json' }: Ask = {}) {
    const answer = await fetch(this.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': randomUUID(),
        ...(body && { 'content-type': type }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, unknown>;
  }

  /** With a tariff to charge it by. */
  async openAccount(account: string, openedAt = Date.now() - DAY_MS): Promise<void> {
    await this.ask('/v1/tariffs/standard/versions', { body: sampleTariff() });
    await this.ask('/v1/accounts', { body: sampleAccount(account, openedAt) });
  }

  /** 100 credits. */
  async topUp(account: string): Promise<void> {
    await this.ask(`/v1/accounts/${account}/grants`, { body: { source: 'top_up', amountMicro: '100000000' } });
  }

  async charge(usage: Omit<SampleUsage, 'input'>): Promise<Record<string, unknown>> {
    this.gateway ??= this.gatewayKey();
    const body = usageEvent({ ...usage, input: 1 });
    return this.ask('/v1/usage', { body, key: await this.gateway, type: 'application/cloudevents+json' });
  }

  async delivery(): Promise<Check | undefined> {
    const { checks } = (await this.ask('/health/ready')) as { checks?: Readonly<Record<string, Check>> };
    return checks?.['delivery'];
  }

  private async gatewayKey(): Promise<string> {
    const { apiKey } = await this.ask('/v1/api-keys', {
      body: { name: 'gateway', scopes: ['gateway'], sources: ['gateway/k'] },
    });
    return apiKey as string;
  }
}
