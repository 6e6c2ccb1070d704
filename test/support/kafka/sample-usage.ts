import { randomUUID } from 'node:crypto';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** One credit per input token, from 90 days ago on. */
export function sampleTariff(): object {
  return {
    mode: 'full',
    effectiveFrom: new Date(Date.now() - 90 * DAY_MS).toISOString(),
    families: [],
    rates: [{ target: 'm', kind: 'input', tier: 'standard', creditsMicro: '1000000', per: 1 }],
    promotions: [],
  };
}

/** @param openedAt its billing day is the day after, so that its first period ends then */
export function sampleAccount(account: string, openedAt: number): object {
  return {
    account,
    kind: 'individual',
    openedAt: new Date(openedAt).toISOString(),
    currency: 'CNY',
    zone: 'UTC',
    billingDay: new Date(openedAt + DAY_MS).getUTCDate(),
    tariffBook: 'standard',
  };
}

export interface SampleUsage {
  readonly account: string;
  readonly input: number;
  readonly id?: string;
  readonly occurredAt?: number;
}

export function usageEvent({ account, input, id = randomUUID(), occurredAt = Date.now() }: SampleUsage): object {
  return {
    specversion: '1.0',
    type: 'tokenledger.usage.v1',
    source: 'gateway/k',
    id,
    time: new Date(occurredAt).toISOString(),
    data: { account, provider: 'example', model: 'm', quantities: { input } },
  };
}

/** As a gateway publishes it. */
export function usageMessage(usage: SampleUsage) {
  return {
    key: usage.account,
    value: JSON.stringify(usageEvent(usage)),
    headers: { 'content-type': 'application/cloudevents+json' },
  };
}
