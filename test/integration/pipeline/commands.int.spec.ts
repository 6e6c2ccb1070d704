import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { micro } from '../../support/journal/event-builders.js';
import { promotion, publish, rate } from '../../support/catalog/samples.js';
import type { GivenCommand } from '#libs/ledger/index.js';
import { UNSCOPED } from '#libs/ledger/index.js';
import { DAY, NOW, openAccount, Workbench } from './workbench.js';

const grant: GivenCommand = {
  type: 'GrantCredits',
  account: 'a',
  source: 'promotion',
  amountMicro: micro(5),
  scope: UNSCOPED,
};

describe('a command with an idempotency key (rule 9)', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
  });

  afterEach(() => bench.remove());

  it('has its effect once, and answers a retry with the same effect, for ever', async () => {
    await bench.openAccount('a');
    const first = await bench.command(grant, 'k');
    bench.now += 400 * DAY;
    const second = await bench.command(grant, 'k');
    await bench.reopen();
    const third = await bench.command(grant, 'k');
    expect(first).toMatchObject({
      type: 'accepted',
      replayed: false,
      revision: 2,
      event: { data: { terms: { grant: '~1' } } },
    });
    for (const retry of [second, third]) {
      expect(retry).toMatchObject({
        type: 'accepted',
        replayed: true,
        revision: 2,
        event: { data: { terms: { grant: '~1' } } },
      });
    }
    expect(await bench.typesOf('a')).toEqual(['AccountOpened', 'PeriodOpened', 'CreditsGranted']);
  });

  it('answers with its effect, not with the periods that were opened and sealed on the way', async () => {
    await bench.openAccount('a');
    bench.now += 40 * DAY;
    expect(await bench.command(grant, 'k')).toMatchObject({ revision: 4, event: { type: 'CreditsGranted' } });
    expect(await bench.command(grant, 'k')).toMatchObject({ revision: 4, event: { type: 'CreditsGranted' } });
  });

  it('is the same input whatever the order of its members', async () => {
    await bench.openAccount('a');
    await bench.command(grant, 'k');
    const turned = Object.fromEntries(Object.entries(grant).reverse()) as unknown as GivenCommand;
    expect(await bench.command(turned, 'k')).toMatchObject({ type: 'accepted', replayed: true });
  });

  it('is refused with other input under the same key, and changes nothing', async () => {
    await bench.openAccount('a');
    await bench.command(grant, 'k');
    const reused = { type: 'rejected', rejection: { code: 'idempotency_key_reused', idempotencyKey: 'k' } };
    expect(await bench.command({ ...grant, amountMicro: micro(6) }, 'k')).toMatchObject(reused);
    expect(await bench.command(openAccount('b'), 'k')).toMatchObject(reused);
    expect(await bench.command(grant, 'k')).toMatchObject({ type: 'accepted', replayed: true });
    expect(await bench.typesOf('a')).toEqual(['AccountOpened', 'PeriodOpened', 'CreditsGranted']);
  });

  it('is another command under the same key of another client', async () => {
    await bench.openAccount('a');
    await bench.command(grant, 'k');
    const other = { client: 'billing', idempotencyKey: 'k', receivedAt: NOW };
    expect(await bench.ledger.accounts.execute(grant, other)).toMatchObject({ type: 'accepted', replayed: false });
  });

  it('has its effect once when it is sent many times at once', async () => {
    await bench.openAccount('a');
    const answers = await Promise.all(Array.from({ length: 8 }, () => bench.command(grant, 'k')));
    expect(answers.filter((answer) => answer.type === 'accepted' && !answer.replayed)).toHaveLength(1);
    expect(answers.filter((answer) => answer.type === 'accepted' && answer.replayed)).toHaveLength(7);
  });

  it('remembers a refusal for 24 hours, though its reason has gone, and then decides anew (I10)', async () => {
    const refused = { type: 'rejected', rejection: { code: 'account_unknown', account: 'a' } };
    expect(await bench.command(grant, 'k')).toMatchObject({ ...refused, replayed: false });
    await bench.openAccount('a');
    bench.now = NOW + DAY;
    await bench.reopen();
    expect(await bench.command(grant, 'k')).toEqual({ ...refused, replayed: true });
    bench.now = NOW + DAY + 1;
    expect(await bench.command(grant, 'k')).toMatchObject({ type: 'accepted', replayed: false });
    expect(await bench.command(grant, 'k')).toMatchObject({ type: 'accepted', replayed: true });
  });

  it('remembers its effect, also when one of two sent at once was refused first', async () => {
    const answers = await Promise.all([
      bench.command(grant, 'k'),
      bench.command(openAccount('a'), 'open'),
      bench.command(grant, 'k'),
    ]);
    expect(answers.map(({ type }) => type)).toEqual(['rejected', 'accepted', 'accepted']);
    expect(await bench.command(grant, 'k')).toMatchObject({ type: 'accepted', replayed: true });
  });

  it('refuses other input under the key of a refusal for those 24 hours', async () => {
    await bench.command(grant, 'k');
    const other = { ...grant, amountMicro: micro(6) };
    expect(await bench.command(other, 'k')).toMatchObject({ rejection: { code: 'idempotency_key_reused' } });
    bench.now += DAY + 1;
    expect(await bench.command(other, 'k')).toMatchObject({ rejection: { code: 'account_unknown' }, replayed: false });
  });

  it('leaves no event behind when it is refused: refusals live outside the stream', async () => {
    await bench.openAccount('a');
    await bench.openAccount('a');
    expect(await bench.typesOf('a')).toEqual(['AccountOpened', 'PeriodOpened']);
  });

  it('tells a remembered refusal with the very same facts: amounts stay amounts, texts stay texts', async () => {
    await bench.openAccount('a');
    const negative: GivenCommand = { ...grant, amountMicro: micro(-1) };
    const first = await bench.command(negative, 'k');
    expect(first).toMatchObject({ rejection: { code: 'grant_not_positive', amountMicro: -1n } });
    expect(await bench.command(negative, 'k')).toEqual({ ...first, replayed: true });

    for (const model of ['bigint:5', 'bigint:five']) {
      const families = ['one', 'two'].map((name) => ({ name, models: [model] }));
      const tariff = publish({ families, rates: [rate('family:one')], promotions: [promotion()] });
      const origin = { client: 'operator', idempotencyKey: model, receivedAt: NOW };
      const refused = await bench.ledger.tariffs.publish(tariff, origin);
      expect(refused).toMatchObject({ rejection: { code: 'family_overlap', model } });
      expect(await bench.ledger.tariffs.publish(tariff, origin)).toEqual({ ...refused, replayed: true });
    }
  });

  it('never gives a grant id twice, also when that grant is spent, whatever key it comes under', async () => {
    await bench.price('m');
    await bench.openAccount('a');
    await bench.grant('a', 1);
    await bench.feed(0, { id: 'x' });
    expect(await bench.grant('a', 1)).toMatchObject({ rejection: { code: 'grant_exists', grant: 'g' } });
    await bench.openAccount('b');
    expect(await bench.grant('b', 1)).toMatchObject({ type: 'accepted' });
  });
});
