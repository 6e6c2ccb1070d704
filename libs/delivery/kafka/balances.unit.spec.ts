import { describe, expect, it } from '@jest/globals';
import { credits, type AccountId, type Instant } from '#libs/kernel/index.js';
import type { BalanceView, DuePage, SpanOfTime } from '#libs/projections/contract.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { KeepingPublisher } from '../../../test/support/delivery/keeping-publisher.js';
import { faultsOf } from '../../../test/support/delivery/published-schemas.js';
import { InMemoryJournalReader } from '../../../test/support/journal/in-memory-journal-reader.js';
import { meta } from '../../../test/support/journal/event-builders.js';
import type { OutRecord } from '../ports/topic-publisher.port.js';
import { BalanceTeller } from './balance-teller.js';
import { BalancesFeed } from './balances-feed.js';
import { BalancesInTimeFeed, lastWholeMinute, wholeMinutes } from './balances-in-time-feed.js';

const MINUTE_MS = 60_000;
const NOON = Date.UTC(2026, 5, 1, 12);

/** What accounts hold, as a test sets it. */
class Holdings {
  now: Instant = NOON;
  availableMicro = credits(10n);
  /** Of each answer, in their order. */
  readonly asked: AccountId[] = [];
  waits: Promise<void> = Promise.resolve();

  async balance(account: AccountId, at: Instant): Promise<BalanceView | undefined> {
    this.asked.push(account);
    const { availableMicro } = this;
    await this.waits;
    return account === 'unknown' ? undefined : viewOf(account, at, availableMicro);
  }
}

function viewOf(account: AccountId, at: Instant, availableMicro: BalanceView['availableMicro']): BalanceView {
  const none = credits(0n);
  return {
    account,
    at,
    remainingMicro: credits(10n),
    reservedMicro: none,
    availableMicro,
    lapsingMicro: none,
    pendingRolloverMicro: none,
    overageMicro: none,
    headroomMicro: none,
    blocked: availableMicro === 0n,
    period: null,
    usedThisPeriodMicro: none,
    nextExpiry: { at: NOON, amountMicro: credits(10n) },
    grants: [],
    revision: 3,
    position: 9,
  };
}

function parts() {
  const holdings = new Holdings();
  const publisher = new KeepingPublisher();
  const clock = () => holdings.now;
  const teller = new BalanceTeller({ balances: holdings, publisher, ledgerId: 'ledger-1', sha256, clock });
  return { holdings, publisher, teller };
}

function journalOf(streams: readonly string[]): InMemoryJournalReader {
  const journal = new InMemoryJournalReader();
  for (const stream of streams) journal.append(stream, { type: 'MemberRemoved', data: {} }, meta(NOON));
  return journal;
}

describe('the topic of balances', () => {
  it('tells each account once for all that happened to it, and none to which nothing did', async () => {
    const { holdings, publisher, teller } = parts();
    const feed = new BalancesFeed(
      journalOf(['account-a', 'account-b', 'catalogue-standard', 'account-a', 'account-c']),
      teller,
    );
    expect(await feed.tell(0, 4)).toBe(4);
    expect(holdings.asked).toEqual(['a', 'b']);
    expect(await feed.tell(4, 5)).toBe(5);
    expect(publisher.messages.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(publisher.messages.flatMap((message) => faultsOf(message))).toEqual([]);
  });

  it('has one id for the same figures and another once time has changed them', async () => {
    const { holdings, publisher, teller } = parts();
    await teller.tell(['a']);
    holdings.now += MINUTE_MS;
    await teller.tell(['a']);
    holdings.availableMicro = credits(0n);
    await teller.tell(['a']);
    const [first, again, later] = publisher.messages.map(({ id }) => id);
    expect(again).toBe(first);
    expect(later).not.toBe(first);
    expect(publisher.messages.map(({ data }) => data['blocked'])).toEqual([false, false, true]);
  });

  it('never lets a balance that was read earlier overtake one that was read later', async () => {
    const { holdings, publisher, teller } = parts();
    const slow = Promise.withResolvers<void>();
    holdings.waits = slow.promise;
    const first = teller.tell(['a']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    holdings.waits = Promise.resolve();
    holdings.availableMicro = credits(0n);
    const second = teller.tell(['a']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    slow.resolve();
    await Promise.all([first, second]);
    expect(publisher.messages.map(({ data }) => data['availableMicro'])).toEqual(['10', '0']);
  });

  it('goes on after a telling that failed, and never deletes: an unknown account is passed over', async () => {
    const { publisher, teller } = parts();
    publisher.loseAnswers = 1;
    await expect(teller.tell(['a'])).rejects.toThrow('lost');
    await teller.tell(['unknown', 'b']);
    expect(publisher.messages.map(({ key, value }: OutRecord) => [key, value === 'null'])).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });

  it('tells accounts again whose grants or periods ended in the minutes that are over, and only once', async () => {
    const { publisher, teller } = parts();
    const ends: readonly (readonly [AccountId, Instant])[] = [
      ['before', NOON - 1],
      ['at-noon', NOON],
      ['late', NOON + MINUTE_MS - 1],
      ['next', NOON + MINUTE_MS],
    ];
    const timers = {
      turning: ({ after, until }: SpanOfTime, _page: DuePage) =>
        Promise.resolve(ends.filter(([, at]) => after < at && at <= until).map(([account]) => account)),
    };
    const feed = new BalancesInTimeFeed(timers, teller);
    const noon = NOON / MINUTE_MS;
    expect(lastWholeMinute(NOON + MINUTE_MS - 1)).toBe(noon - 1);
    expect(lastWholeMinute(NOON + MINUTE_MS)).toBe(noon);
    expect(await feed.tell(noon - 1, noon)).toBe(noon);
    expect(publisher.messages.map(({ key }) => key)).toEqual(['at-noon', 'late']);
    expect(await feed.tell(noon, noon + 1)).toBe(noon + 1);
    expect(publisher.messages.map(({ key }) => key)).toEqual(['at-noon', 'late', 'next']);
  });

  it('waits for minutes that a clock which was put right has not reached again, but not for hours', async () => {
    const noon = NOON / MINUTE_MS;
    const { progress, head } = wholeMinutes(() => NOON);
    expect(progress.position()).toBe(noon - 1);
    expect(await head(0)).toBe(noon - 1);
    expect(await head(noon + 10)).toBe(noon + 10);
    expect(await head(noon + 120)).toBe(noon - 1);
  });
});
