import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readProductFile } from '#libs/catalog/adapters/file/product-file.js';
import type { PublishProduct } from '#libs/catalog/index.js';
import type { SellingAnswer, SellingCommand } from '#libs/selling/index.js';
import { publishPack, publishPlan, renewed } from '../../support/catalog/product-samples.js';
import { DAY, NOW, Workbench } from '../pipeline/workbench.js';

const subscribe: SellingCommand = { type: 'Subscribe', account: 'a', subscription: 's', product: 'plan-s' };
const buy = (more: Partial<Extract<SellingCommand, { type: 'BuyPack' }>> = {}): SellingCommand => ({
  type: 'BuyPack',
  account: 'a',
  product: 'pack-s',
  quantity: 1,
  paymentRef: 'pay-1',
  payment: 'bill',
  ...more,
});

describe('selling', () => {
  let bench: Workbench;
  let keys = 0;
  const origin = (idempotencyKey: string) => ({ client: 'shop', idempotencyKey, receivedAt: bench.now });
  const sell = (command: SellingCommand, key?: string): Promise<SellingAnswer> =>
    bench.ledger.selling.execute(command, origin(key ?? `sale-${(keys += 1)}`));
  const offer = async (command: PublishProduct): Promise<void> => {
    const answer = await bench.ledger.products.publish(command, origin(`offer-${(keys += 1)}`));
    if (answer.type === 'rejected') throw new Error(answer.rejection.code);
  };

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.openAccount('a');
    await offer(publishPlan());
    await offer(publishPack());
  });

  afterEach(() => bench.remove());

  it('agrees on the version that is sold now, and keeps to it when another is published', async () => {
    const sold = await sell(subscribe);
    expect(sold).toMatchObject({
      type: 'accepted',
      event: { type: 'SubscriptionStarted', data: { product: { product: 'plan-s', version: 1 } } },
    });
    await offer(publishPlan({ renewed: renewed({ fee: { amountMinor: 9_999n, taxIncluded: true } }) }));
    bench.now += 40 * DAY;
    expect(await sell(buy())).toMatchObject({
      state: { subscriptions: [{ product: { version: 1 }, occurrences: 2, feeMinor: 990n }] },
    });
  });

  it('has its effect once per key, also when the product is not sold any more (peers, T1)', async () => {
    const first = await sell(buy(), 'k');
    await offer(publishPack({}, { availableUntil: NOW - 1 }));
    const again = await sell(buy(), 'k');
    expect(again).toMatchObject({
      type: 'accepted',
      replayed: true,
      revision: first.type === 'accepted' && first.revision,
    });
    expect(await bench.typesOf('a')).toEqual(['AccountOpened', 'PeriodOpened', 'CreditsGranted']);
    expect(await sell(buy())).toMatchObject({ rejection: { code: 'product_not_on_sale', product: 'pack-s' } });
  });

  it('sells two packs for two keys, and none for a key that comes with another product', async () => {
    await sell(buy(), 'k');
    await sell(buy(), 'l');
    expect(await sell(subscribe, 'k')).toMatchObject({ rejection: { code: 'idempotency_key_reused' } });
    expect(await bench.typesOf('a')).toEqual(['AccountOpened', 'PeriodOpened', 'CreditsGranted', 'CreditsGranted']);
  });

  it('gives what a customer has once once, whatever the key, also after the ledger was opened again', async () => {
    await offer(publishPack({ oncePerCustomer: true }, { product: 'welcome', kind: 'promotion' }));
    expect(await sell(buy({ product: 'welcome' }))).toMatchObject({ type: 'accepted' });
    await bench.reopen();
    const refused = { rejection: { code: 'promotion_already_taken', product: 'welcome' } };
    expect(await sell(buy({ product: 'welcome' }))).toMatchObject(refused);
    await bench.openAccount('b');
    expect(await sell(buy({ account: 'b', product: 'welcome' }))).toMatchObject({ type: 'accepted' });
  });

  it('uses ids of subscriptions and grants once', async () => {
    await sell(subscribe);
    expect(await sell(subscribe)).toMatchObject({ rejection: { code: 'subscription_exists' } });
    await sell(buy({ grant: 'g' }));
    expect(await sell(buy({ grant: 'g' }))).toMatchObject({ rejection: { code: 'grant_exists' } });
  });

  it('says first that there is no such account, then what is wrong with the product', async () => {
    expect(await sell({ ...subscribe, account: 'z', product: 'none' })).toMatchObject({
      rejection: { code: 'account_unknown', account: 'z' },
    });
    expect(await sell({ ...subscribe, product: 'none' })).toMatchObject({ rejection: { code: 'product_unknown' } });
    expect(await sell({ ...subscribe, product: 'pack-s' })).toMatchObject({
      rejection: { code: 'product_kind_differs' },
    });
    expect(await sell(buy({ product: 'plan-s' }))).toMatchObject({ rejection: { code: 'product_kind_differs' } });
    await offer(publishPlan({ product: 'for-teams', customers: ['team'] }));
    expect(await sell({ ...subscribe, product: 'for-teams' })).toMatchObject({
      rejection: { code: 'account_kind_not_served', kind: 'individual' },
    });
  });

  it('upgrades, downgrades, cancels and settles', async () => {
    await offer(
      publishPlan({ product: 'plan-l', renewed: renewed({ fee: { amountMinor: 1_980n, taxIncluded: true } }) }),
    );
    const phone = renewed({ allowanceMicro: 0n as never, count: 12 });
    await offer(publishPlan({ product: 'phone', kind: 'instalment', renewed: phone }));
    await sell(subscribe);
    const at = { account: 'a', subscription: 's' };
    expect(await sell({ type: 'ChangeSubscription', ...at, product: 'plan-l' })).toMatchObject({
      event: { type: 'SubscriptionUpgraded' },
    });
    expect(await sell({ type: 'ChangeSubscription', ...at, product: 'plan-s' })).toMatchObject({
      event: { type: 'SubscriptionChangeScheduled', data: { next: { product: { product: 'plan-s' } } } },
    });
    expect(await sell({ type: 'CancelSubscription', ...at })).toMatchObject({ event: { data: { next: null } } });
    await sell({ ...subscribe, subscription: 'phone', product: 'phone' });
    expect(await sell({ type: 'SettleInstalments', account: 'a', subscription: 'phone' })).toMatchObject({
      event: { type: 'SubscriptionEnded', data: { ending: 'settled_early', lines: [{ amountMinor: 10_890n }] } },
    });
  });

  it('sells everything of the sample catalogue to one kind of account or another', async () => {
    const files = readdirSync('catalogue/products').map((file) => readProductFile(`catalogue/products/${file}`, NOW));
    await bench.command({ ...OPEN, account: 'team', kind: 'team' });
    await bench.command({ ...OPEN, account: 'home', kind: 'household' });
    for (const product of (await Promise.all(files)).flat()) {
      await offer(product);
      const [kind] = product.customers;
      const account = { individual: 'a', household: 'home', team: 'team' }[kind ?? 'individual'];
      const command: SellingCommand =
        product.pack === null
          ? { ...subscribe, account, subscription: product.product, product: product.product }
          : buy({ account, product: product.product });
      expect([product.product, await sell(command)]).toMatchObject([product.product, { type: 'accepted' }]);
    }
  });
});

const OPEN = {
  type: 'OpenAccount',
  currency: 'CNY',
  zone: 'Asia/Shanghai',
  billingDay: 1,
  tariffBook: 'standard',
  alertRules: { percents: [], floorsMicro: [] },
  members: [],
} as const;
