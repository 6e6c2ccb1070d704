import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { debitsOf, grantOf, grantsOf } from './support/account-views.js';
import { receiptOf } from './support/read-out.js';
import { agreesWithPartners, pricesOf, SettlementRead } from './support/settlements.js';
import { whole, World, yuan } from './support/world.js';

const WORKBUDDY = 'tencent-workbuddy';

/** Minor units for a million tokens: fen, and cents for gpt-5. What deepseek is paid, nobody has told the ledger. */
const PRICES = pricesOf({
  'qwen-plus': {
    kinds: { input: { credits: 1, minorPerMillion: 80 }, output: { credits: 2.5, minorPerMillion: 200 } },
  },
  'gpt-5': {
    currency: 'USD',
    kinds: { input: { credits: 10, minorPerMillion: 125 }, output: { credits: 80, minorPerMillion: 1_000 } },
  },
  'deepseek-chat': { kinds: { input: { credits: 2 }, output: { credits: 3 } } },
});

describe('row 12: one account uses several suppliers and partner apps; usage by both and the cost basis of each grant are what revenue will be shared by (rule 36)', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('12-settled-suppliers');
    await world.opens('firm', { kind: 'team' });
    await world.opens('person');
  });

  afterEach(() => world.close());

  /** 1,500,000 credits, 500,000 credits, and 950,000 credits: a promotion halves output of deepseek until 5 May. */
  async function usesThreeSuppliers(): Promise<void> {
    await world.uses('firm', { id: 'a', app: WORKBUDDY, quantities: { input: 1_000_000, output: 200_000 } });
    const gpt = { provider: 'openai', model: 'gpt-5', quantities: { input: 10_000, output: 5_000 } };
    await world.uses('firm', { id: 'b', app: 'cloud-phone', ...gpt });
    const deepseek = { provider: 'deepseek', model: 'deepseek-chat', quantities: { input: 400_000, output: 100_000 } };
    await world.uses('firm', { id: 'c', app: WORKBUDDY, ...deepseek });
  }

  it('tells of every debit which supplier answered, for which app, and what it cost', async () => {
    await world.subscribes('firm', 'partner-apps-plan');
    await usesThreeSuppliers();
    const debits = await debitsOf(world, 'firm');
    const told = debits.map(({ usage, totalMicro }) => {
      const { provider, app } = usage as Record<string, string>;
      return `${provider} for ${app}: ${whole(totalMicro)}`;
    });
    expect(told).toEqual([
      `alibaba for ${WORKBUDDY}: 1,500,000`,
      'openai for cloud-phone: 500,000',
      `deepseek for ${WORKBUDDY}: 950,000`,
    ]);
    expect(whole((await world.balance('firm'))['remainingMicro'])).toBe('17,050,000');
  });

  it('keeps on each grant what was paid for it: 25.00 yuan for the plan, nothing for the incentive (rule 17)', async () => {
    await world.subscribes('firm', 'partner-apps-plan');
    await world.subscribes('firm', 'developer-incentive');
    const grants = await grantsOf(world, 'firm');
    expect(grants).toMatchObject([
      { source: 'subscription', costBasis: { amountMinor: '2500', currency: 'CNY', taxIncluded: true } },
      { source: 'free_quota', costBasis: null },
    ]);
    expect(await world.bill('firm', 0)).toEqual({ total: '25.00', lines: ['fee 25.00'] });
  });

  it('burns the incentive first, so that only what the plan paid for has revenue behind it (rule 16)', async () => {
    await world.subscribes('firm', 'partner-apps-plan');
    await world.subscribes('firm', 'developer-incentive');
    await usesThreeSuppliers();
    expect((await receiptOf(world, 'a')).paidBy).toEqual(['~2 1,500,000']);
    expect((await receiptOf(world, 'b')).paidBy).toEqual(['~2 500,000']);
    expect((await receiptOf(world, 'c')).paidBy).toEqual(['~1 950,000']);
    const plan = await grantOf(world, 'firm', '~1');
    expect(whole(plan['consumedMicro'])).toBe('950,000');
    const { amountMinor } = plan['costBasis'] as { amountMinor: string };
    const fen = (950_000 * Number(amountMinor)) / 20_000_000;
    expect(fen).toBe(118.75);
  });

  it('pays for partner apps alone: other use of the account leaves the plan whole (rule 16)', async () => {
    await world.subscribes('person', 'partner-apps-plan');
    await world.uses('person', { id: 'own', quantities: { input: 10_000 } });
    expect((await receiptOf(world, 'own')).paidBy).toEqual(['overage block 10,000']);
    expect(whole((await world.balance('person'))['remainingMicro'])).toBe('20,000,000');
  });

  it('gives the incentive to developers that are firms, anew each month, at no fee', async () => {
    await expect(world.subscribes('person', 'developer-incentive')).rejects.toThrow('account_kind_not_served');
    await world.subscribes('firm', 'developer-incentive');
    await world.at('2026-06-01T00:00:01+08:00');
    expect(whole((await world.balance('firm'))['availableMicro'])).toBe('2,000,000');
    expect((await world.bill('firm', 1)).total).toBe(yuan(0));
  });

  describe('and the month is settled (rule 36)', () => {
    beforeEach(async () => {
      await world.at('2026-05-10T12:00:00+08:00');
      await world.post('/v1/tariffs/standard/versions', { mode: 'full', ...PRICES });
      await agreesWithPartners(world);
      await world.subscribes('firm', 'partner-apps-plan');
      // 1,500,000, 500,000 and 1,100,000 credits of the plan's 20,000,000, which cost 2,500 fen
      await usesThreeSuppliers();
    });

    it('with what each supplier is owed, in the currency of its bill, rounded once a line', async () => {
      const may = await SettlementRead.of(world, '2026-05');
      expect(may.costs).toEqual([
        'alibaba qwen-plus input: 1,000,000 for 80 CNY',
        'alibaba qwen-plus output: 200,000 for 40 CNY',
        'deepseek deepseek-chat input: 400,000 for unknown',
        'deepseek deepseek-chat output: 100,000 for unknown',
        // 1.25 cents, and 5
        'openai gpt-5 input: 10,000 for 1 USD',
        'openai gpt-5 output: 5,000 for 5 USD',
      ]);
      expect(may.owed).toEqual(['alibaba 120 CNY', 'openai 6 USD']);
    });

    it('with the revenue of each call: its credits at what the grant cost, exact and rounded once', async () => {
      const may = await SettlementRead.of(world, '2026-05');
      expect(may.revenue).toEqual([
        'used alibaba qwen-plus for tencent-workbuddy: 1,500,000 by partner-apps-plan = 375/2 -> 188 CNY',
        'used deepseek deepseek-chat for tencent-workbuddy: 1,100,000 by partner-apps-plan = 275/2 -> 138 CNY',
        'used openai gpt-5 for cloud-phone: 500,000 by partner-apps-plan = 125/2 -> 63 CNY',
      ]);
      // 187.5 + 137.5 + 62.5 earned, 2,112.5 to come: 2,500
      expect(may.deferred).toEqual(['16,900,000 by partner-apps-plan = 4225/2 -> 2113 CNY']);
    });

    it('with the share of each partner: 30 % of the list value, a third of the revenue', async () => {
      const may = await SettlementRead.of(world, '2026-05');
      expect(may.partners).toEqual([
        'cloud-devices for cloud-phone: list 75 CNY, revenue 63 CNY, by recognised_revenue 21 CNY',
        // 2.6 million credits at 1.50 yuan a million are 390 fen
        'workbuddy for tencent-workbuddy: list 390 CNY, revenue 325 CNY, by list_value 117 CNY',
      ]);
    });

    it('with the margin of each model and plan, currencies apart, and what is not known said', async () => {
      const may = await SettlementRead.of(world, '2026-05');
      expect(may.models).toEqual([
        'deepseek-chat: 138 - 0 = 138 CNY',
        'gpt-5: 63 - 0 = 63 CNY',
        'gpt-5: 0 - 6 = -6 USD',
        'qwen-plus: 188 - 120 = 68 CNY',
      ]);
      expect(may.products).toEqual(['partner-apps-plan: 389 - 120 = 269 CNY', 'partner-apps-plan: 0 - 6 = -6 USD']);
      const [deepseek] = may.body['models'] as Record<string, unknown>[];
      expect(whole(deepseek!['costUnknownMicro'])).toBe('1,100,000');
    });

    it('and stays as it was: a reversal in June is of June, what expires there is breakage there (rules 11, 28)', async () => {
      const may = await SettlementRead.of(world, '2026-05');
      expect(may.body['state']).toBe('open');
      await world.at('2026-06-10T12:00:00+08:00');
      const { revision } = await world.receipt('a');
      const key = { source: 'gateway/offers', id: 'a', revision };
      await world.post('/v1/accounts/firm/corrections', { ...key, fault: 'operator', reason: 'never happened' });
      const after = await SettlementRead.of(world, '2026-05');
      expect(after.body).toEqual({ ...may.body, state: 'closed', position: after.body['position'] });
      const june = await SettlementRead.of(world, '2026-06');
      expect(june.costs).toEqual([
        'alibaba qwen-plus input: -1,000,000 for -80 CNY',
        'alibaba qwen-plus output: -200,000 for -40 CNY',
      ]);
      expect(june.revenue).toEqual([
        'used alibaba qwen-plus for tencent-workbuddy: -1,500,000 by partner-apps-plan = -375/2 -> -187 CNY',
      ]);
      expect(june.breakage).toEqual(['expired: 16,900,000 by partner-apps-plan = 4225/2 -> 2113 CNY']);
      // The refund grant keeps what its credits cost; June's own 20 million stand beside it.
      expect(june.deferred).toEqual(['21,500,000 by partner-apps-plan = 5375/2 -> 2688 CNY']);
    });

    it('for the carrier alone, as a table too', async () => {
      const gateway = await world.api.keyFor(['gateway'], { sources: ['gateway/other'] });
      expect((await world.api.get('/v1/settlements/2026-05', { key: gateway })).status).toBe(403);
      const { text, type } = await world.api.get('/v1/settlements/2026-05/lines.csv');
      expect(type).toContain('text/csv');
      const lines = text.split('\r\n');
      expect(lines[0]).toContain('line,partner,supplier,app,model');
      expect(lines).toContain(
        'used,,openai,cloud-phone,gpt-5,,,,subscription,partner-apps-plan/1,,500000000000,CNY,63,125,2',
      );
    });
  });
});
