import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UNSCOPED, type DueAccountsPort, type DueWorkReport } from '#libs/ledger/index.js';
import { SourceWatermarks } from '#libs/pipeline/index.js';
import { micro } from '../../support/journal/event-builders.js';
import { DAY, NOW, Workbench } from './workbench.js';

/** Timers that name these accounts, whether anything is due there or not. */
function naming(...accounts: readonly string[]): DueAccountsPort {
  const ascending = accounts.toSorted();
  return {
    due: (_limits, { after, limit }) =>
      Promise.resolve(ascending.filter((account) => after === undefined || account > after).slice(0, limit)),
  };
}

const DONE = ['AccountOpened', 'PeriodOpened', 'CreditsGranted', 'GrantExpired', 'PeriodOpened', 'PeriodSealed'];

describe('work that falls due while nobody comes by (rule 15)', () => {
  const watermarks = new SourceWatermarks();
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench({ watermarks }).open();
    await openWithExpiringGrant('a');
  });

  afterEach(async () => {
    watermarks.forget('topic');
    await bench.remove();
  });

  async function openWithExpiringGrant(account: string): Promise<void> {
    await bench.openAccount(account);
    const grant = { type: 'GrantCredits', account, source: 'promotion', scope: UNSCOPED } as const;
    await bench.command({ ...grant, amountMicro: micro(7), expiresAt: NOW + DAY });
  }

  function pass(...accounts: readonly string[]): Promise<DueWorkReport> {
    return bench.ledger.dueWork(naming(...accounts)).run();
  }

  it('is done in one append, because time has passed', async () => {
    bench.now = NOW + 20 * DAY;
    expect(await pass('a')).toEqual({ accounts: 1, events: 3, failures: [] });
    const records = (await bench.records('a')).slice(3);
    expect(await bench.typesOf('a')).toEqual(DONE);
    for (const { meta } of records) {
      expect(meta).toMatchObject({ actor: 'due-work', cause: { type: 'due', upTo: bench.now } });
    }
  });

  it('is done once, however often somebody looks', async () => {
    bench.now = NOW + 20 * DAY;
    await Promise.all([pass('a'), pass('a')]);
    await bench.reopen();
    expect(await pass('a')).toEqual({ accounts: 1, events: 0, failures: [] });
    expect(await bench.typesOf('a')).toEqual(DONE);
  });

  it('is not done before the grace is over', async () => {
    bench.now = NOW + 4 * DAY - 1;
    expect(await pass('a')).toMatchObject({ events: 0 });
    bench.now += 1;
    expect(await pass('a')).toMatchObject({ events: 1 });
  });

  it('takes nothing before every source has been read past it', async () => {
    watermarks.register('topic');
    bench.now = NOW + 20 * DAY;
    expect(await pass('a')).toMatchObject({ events: 0 });
    watermarks.advance('topic', NOW + 4 * DAY);
    expect(await pass('a')).toMatchObject({ events: 1 });
    watermarks.advance('topic', bench.now);
    expect(await pass('a')).toMatchObject({ events: 2 });
    expect(await bench.typesOf('a')).toEqual(DONE);
  });

  it('reaches every account, also behind hundreds that must wait', async () => {
    const waiting = Array.from({ length: 250 }, (_, at) => `never-opened-${at}`);
    await openWithExpiringGrant('z');
    bench.now = NOW + 20 * DAY;
    expect(await pass('a', ...waiting, 'z')).toEqual({ accounts: 252, events: 6, failures: [] });
    expect(await bench.typesOf('z')).toEqual(DONE);
  });

  it('looks seldom: to find the first that are due it takes as long as there are accounts due', async () => {
    const timers = naming(...Array.from({ length: 2_500 }, (_, at) => `never-opened-${at}`));
    let looked = 0;
    const due: DueAccountsPort['due'] = (...asked) => {
      looked += 1;
      return timers.due(...asked);
    };
    expect(await bench.ledger.dueWork({ due }).run()).toMatchObject({ accounts: 2_500 });
    expect(looked).toBe(1);
  });

  it('stops between batches when the process stops', async () => {
    const many = Array.from({ length: 250 }, (_, at) => `never-opened-${at}`);
    const { accounts } = await bench.ledger.dueWork(naming(...many)).run(AbortSignal.abort());
    expect(accounts).toBe(100);
  });

  it('tells of an account whose work failed', async () => {
    bench.now = NOW + 20 * DAY;
    bench.failAppendsAfter(0);
    const { events, failures } = await pass('a');
    expect({ events, failed: failures.map(({ account }) => account) }).toEqual({ events: 0, failed: ['a'] });
  });
});
