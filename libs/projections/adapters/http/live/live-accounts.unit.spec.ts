import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../../../test/support/journal/ledger-script.js';
import { eventually } from '../../../../../test/support/eventually.js';
import { projectorOf, withViews } from '../../../../../test/support/projections/views-harness.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { createReadModels, type Projector, type ReadModels } from '#libs/projections/index.js';
import { LiveAccounts, type Follow, type LiveLimits } from './live-accounts.js';
import type { LiveStream } from './live-stream.js';

interface Bench {
  readonly script: LedgerScript;
  readonly projector: Projector;
  readonly models: ReadModels;
  readonly asked: string[];
  live(limits?: Partial<LiveLimits>): LiveAccounts;
}

const running: LiveAccounts[] = [];

afterEach(() => Promise.all(running.splice(0).map((live) => live.onModuleDestroy())));

/** Ann and bob have 100 credits each. */
function bench(use: (bench: Bench) => Promise<void>): Promise<void> {
  const script = new LedgerScript().open('ann').grant('ann', 'g', 100).open('bob').grant('bob', 'g', 100);
  return withViews(async (views) => {
    const projector = projectorOf(views, script.journal);
    await projector.catchUp();
    const models = createReadModels(views, script.journal, sha256);
    const asked: string[] = [];
    const live = (limits: Partial<LiveLimits> = {}): LiveAccounts => {
      const made = new LiveAccounts({
        models: watched(models, asked),
        progress: projector,
        logger: { error: (...told: readonly unknown[]) => void asked.push(`error ${String(told[1])}`) },
        clock: () => Date.now(),
        limits: { everyMs: 5, ...limits },
      });
      running.push(made);
      return made;
    };
    await use({ script, projector, models, asked, live });
  });
}

/** Notes what is asked of the read models. */
function watched({ balances, alerts }: ReadModels, asked: string[]): Pick<ReadModels, 'balances' | 'alerts'> {
  return {
    balances: {
      balance: (account, at) => {
        asked.push(`balance ${account}`);
        return balances.balance(account, at);
      },
      changed: (accounts, after) => {
        asked.push('changed');
        return balances.changed(accounts, after);
      },
      grants: (account, page, at) => balances.grants(account, page, at),
      members: (account, page) => balances.members(account, page),
    },
    alerts: {
      alerts: (filter, page) => alerts.alerts(filter, page),
      transitions: (after, until, limit, account) => {
        asked.push('transitions');
        return alerts.transitions(after, until, limit, account);
      },
    },
  };
}

function follow(live: LiveAccounts, more: Partial<Follow> = {}): LiveStream {
  return live.follow({ account: 'ann', client: 'app', view: 'balance', after: undefined, ...more });
}

/** Reads all that comes. */
function reading({ readable }: LiveStream): { text: string } {
  const told = { text: '' };
  readable.on('data', (bytes: Buffer) => (told.text += bytes.toString()));
  readable.on('error', () => undefined);
  return told;
}

const alertsIn = (text: string): readonly string[] => text.match(/^event: alert$/gm) ?? [];

describe('those who follow accounts live', () => {
  it('cost one look at what is new, however many they are', () =>
    bench(async ({ script, projector, asked, live }) => {
      const hub = live();
      const told = Array.from({ length: 20 }, () => reading(follow(hub)));
      await eventually('all have the balance', () => told.every(({ text }) => text.includes('"100"')));
      asked.length = 0;
      script.charge('ann', 50);
      await projector.catchUp();
      await eventually('all have the charge', () => told.every(({ text }) => text.includes('"remainingMicro":"50"')));
      expect(told.every(({ text }) => alertsIn(text).length === 1)).toBe(true);
      expect(asked).toEqual(['changed', 'transitions', 'balance ann']);
    }));

  it('hear nothing of other accounts', () =>
    bench(async ({ script, projector, live }) => {
      const told = reading(follow(live()));
      await eventually('the balance is told', () => told.text.includes('"100"'));
      const before = told.text;
      script.charge('bob', 60);
      await projector.catchUp();
      await delay(50);
      expect(told.text).toBe(before);
    }));

  it('come back to every alert beyond the last id they have, and then the balance', () =>
    bench(async ({ script, projector, live }) => {
      const { position } = script.charge('ann', 50);
      script.charge('bob', 90);
      script.charge('ann', 30);
      script.charge('ann', 20);
      await projector.catchUp();
      const hub = live();
      const all = reading(follow(hub, { after: 0 }));
      const some = reading(follow(hub, { after: position }));
      await eventually('both have the balance', () => [all, some].every(({ text }) => text.includes('event: balance')));
      expect([alertsIn(all.text).length, alertsIn(some.text).length]).toEqual([3, 2]);
      expect(all.text.lastIndexOf('event: alert')).toBeLessThan(all.text.indexOf('event: balance'));
    }));

  it('lose no alert of one event, though they are cut off between two of them', () =>
    bench(async ({ script, projector, live }) => {
      script.setRules('ann', [50], [60n]);
      const { position } = script.charge('ann', 50);
      await projector.catchUp();
      const told = reading(follow(live(), { after: 0 }));
      await eventually('the balance is told', () => told.text.includes('event: balance'));
      const [first, second] = told.text.split('\n\n').filter((block) => block.includes('event: alert'));
      expect(first).not.toContain('id: ');
      expect(second).toContain(`id: ${position}\n`);
    }));

  it('hear a heartbeat while nothing happens', () =>
    bench(async ({ live }) => {
      const told = reading(follow(live({ heartbeatMs: 20 })));
      await eventually('a heartbeat', () => told.text.includes(': still here'));
    }));

  it('are sent away after a while, so that a revoked key does not read for ever', () =>
    bench(async ({ live }) => {
      const stream = follow(live({ lifeMs: 50 }));
      reading(stream);
      await eventually('the stream has ended', () => stream.readable.readableEnded);
    }));

  it('are so many at most, of one client and in all, and make room as they leave', () =>
    bench(async ({ live }) => {
      const hub = live({ perClient: 2, total: 3 });
      const first = follow(hub);
      follow(hub, { account: 'bob' });
      expect(() => follow(hub)).toThrow('live_streams_too_many');
      follow(hub, { client: 'other' });
      expect(() => follow(hub, { client: 'third' })).toThrow('live_streams_full');
      const closed = new Promise((resolve) => first.readable.once('close', resolve));
      first.cut();
      await closed;
      expect(follow(hub).isOpen).toBe(true);
    }));

  it('are cut off when the read models fail, and served again afterwards', () =>
    bench(async ({ script, projector, models, asked }) => {
      let isBroken = false;
      const { balances } = models;
      const changed: typeof balances.changed = (...of) =>
        isBroken ? Promise.reject(new Error('no views')) : balances.changed(...of);
      const flaky = {
        balance: (...of: Parameters<typeof balances.balance>) => balances.balance(...of),
        grants: (...of: Parameters<typeof balances.grants>) => balances.grants(...of),
        members: (...of: Parameters<typeof balances.members>) => balances.members(...of),
        changed,
      };
      const hub = new LiveAccounts({
        models: { ...models, balances: flaky },
        progress: projector,
        logger: { error: (...told: readonly unknown[]) => void asked.push(String(told[1])) },
        clock: () => Date.now(),
        limits: { everyMs: 5 },
      });
      running.push(hub);
      const stream = follow(hub);
      const told = reading(stream);
      await eventually('the balance is told', () => told.text.includes('event: balance'));
      isBroken = true;
      script.charge('ann', 1);
      await projector.catchUp();
      await eventually('the stream is cut', () => stream.readable.closed);
      expect(asked).toContain('a live stream was cut off');
      isBroken = false;
      const again = reading(follow(hub));
      await eventually('the balance is told again', () => again.text.includes('"remainingMicro":"99"'));
    }));
});

describe('a slow reader', () => {
  it('gets the newest balance and every alert once it reads on, and no more than fits waits for it', () =>
    bench(async ({ script, projector, live }) => {
      script.setRules('ann', [1, 99]);
      script.grant('ann', 'more', 100_000);
      await projector.catchUp();
      const stream = follow(live());
      for (let charge = 0; charge < 60; charge += 1) {
        script.charge('ann', 25);
        await projector.catchUp();
        await delay(8);
      }
      expect(stream.readable.readableLength).toBeLessThan(40_000);
      const told = reading(stream);
      await eventually('the newest is told', () => told.text.includes('"remainingMicro":"98600"'));
      expect(alertsIn(told.text)).toHaveLength(1);
      expect(told.text.match(/^event: balance$/gm)!.length).toBeLessThan(60);
    }));

  it('that takes nothing for too long is cut off', () =>
    bench(async ({ script, projector, live }) => {
      script.grant('ann', 'more', 100_000);
      const stream = follow(live({ stuckMs: 50 }));
      for (let charge = 0; stream.isOpen && charge < 200; charge += 1) {
        script.charge('ann', 1);
        await projector.catchUp();
        await delay(8);
      }
      expect(stream.isOpen).toBe(false);
    }));
});

describe('a server that stops', () => {
  it('ends every stream at once, one that nobody reads too, and takes no more', () =>
    bench(async ({ live }) => {
      const hub = live();
      const [read, unread] = [follow(hub), follow(hub)];
      const told = reading(read);
      await eventually('the balance is told', () => told.text.includes('event: balance'));
      await hub.onModuleDestroy();
      expect(read.readable.readableEnded).toBe(true);
      expect(unread.readable.destroyed).toBe(true);
      expect(() => follow(hub)).toThrow('unavailable');
    }));
});
