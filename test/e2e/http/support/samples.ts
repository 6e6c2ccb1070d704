import type { Answer, Api } from './api.js';

export const SOURCE = '/gateways/test';

export const ACCOUNT = {
  account: 'acc-1',
  kind: 'household',
  currency: 'CNY',
  zone: 'Asia/Shanghai',
  billingDay: 1,
  tariffBook: 'standard',
  members: [{ member: 'm-1' }],
  openedAt: '2026-01-01T00:00:00Z',
};

export const GRANT = {
  grant: 'g-1',
  source: 'top_up',
  amountMicro: '1000000000',
  costBasis: { amountMinor: '1990', currency: 'CNY', taxIncluded: true },
  paymentRef: 'pay-1',
};

/** One credit per input token and three per output token of `model-a`. */
export const TARIFF = {
  mode: 'full',
  effectiveFrom: '2026-01-01T00:00:00Z',
  rates: [
    { target: 'model-a', kind: 'input', tier: 'standard', creditsMicro: '1000000', per: 1 },
    { target: 'model-a', kind: 'output', tier: 'standard', creditsMicro: '3000000', per: 1 },
  ],
};

/** A usage event of 100 input and 50 output tokens: 250 credits. */
export function usageEvent(id: string, data: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    specversion: '1.0',
    type: 'tokenledger.usage.v1',
    source: SOURCE,
    id,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: {
      account: 'acc-1',
      provider: 'acme',
      model: 'model-a',
      quantities: { input: 100, output: 50 },
      ...data,
    },
  };
}

/** A priced book and an account with 1,000 credits, shown by the read models. */
export async function openSampleAccount(api: Api): Promise<void> {
  await must(api.command('POST', '/v1/tariffs/standard/versions', TARIFF));
  await must(api.command('POST', '/v1/accounts', ACCOUNT));
  const { body } = await must(api.command('POST', '/v1/accounts/acc-1/grants', GRANT));
  await must(api.get(`/v1/accounts/acc-1?min_position=${String(body['position'])}`));
}

async function must(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`sample set-up got ${answer.status}: ${answer.text}`);
  return answer;
}
