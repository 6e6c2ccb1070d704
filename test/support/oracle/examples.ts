import { Oracle, reportOf, type GrantBody, type Step, type TariffBody } from './index.js';

/* Small books with round prices, so that every expected figure can be reckoned by hand. */

export const OPENED = '2026-01-10T00:00:00Z';
export const NOON = Date.parse('2026-02-01T12:00:00Z');

export const tariff: TariffBody = {
  book: 'standard',
  mode: 'full',
  effectiveFrom: '2026-01-01T00:00:00Z',
  families: [{ name: 'small', models: ['tiny'] }],
  rates: [
    { target: 'large', kind: 'input', tier: 'standard', creditsMicro: '10', per: 1 },
    { target: 'large', kind: 'output', tier: 'standard', creditsMicro: '40', per: 1 },
    { target: 'family:small', kind: 'input', tier: 'standard', creditsMicro: '1', per: 3 },
  ],
  promotions: [],
};

export function opened(account = 'a', percents: number[] = []): Step {
  return {
    type: 'openAccount',
    at: OPENED,
    body: {
      account,
      kind: 'household',
      openedAt: OPENED,
      currency: 'CNY',
      zone: 'UTC',
      billingDay: 15,
      tariffBook: 'standard',
      members: ['mum'],
      alertRules: { percents, floorsMicro: [] },
    },
  };
}

export function granted(grant: string, amountMicro: string, change: Partial<GrantBody> = {}): Step {
  const body = { account: 'a', grant, source: 'top_up', amountMicro, eligibleFrom: OPENED, ...change };
  return { type: 'grantCredits', at: OPENED, body };
}

let offset = 0;
export function used(id: string, quantities: object, data: object = {}, receivedAt = NOON): Step {
  const event = {
    specversion: '1.0',
    type: 'tokenledger.usage.v1',
    source: 'gw',
    id,
    time: '2026-02-01T12:00:00Z',
    data: { account: 'a', provider: 'p', model: 'large', quantities, ...data },
  };
  offset += 1;
  return { type: 'receive', record: { source: 's', offset, receivedAt, text: JSON.stringify(event) } };
}

export const published: Step = { type: 'publishTariff', at: OPENED, body: tariff };

export function after(...steps: Step[]): Oracle {
  return new Oracle().run(steps);
}

export function reportA(oracle: Oracle): ReturnType<typeof reportOf> {
  const account = oracle.accounts.get('a');
  if (account === undefined) throw new Error('account a was not opened');
  return reportOf(account);
}
