import { describe, expect, it } from '@jest/globals';
import {
  accountOpened,
  creditsGranted,
  DAY,
  meta,
  periodOpened,
  START,
} from '../../../test/support/journal/event-builders.js';
import { InMemoryJournalReader } from '../../../test/support/journal/in-memory-journal-reader.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';

const END = START + 5 * DAY;

describe('accounts that time alone changes', () => {
  const journal = new InMemoryJournalReader();
  for (const account of ['expiring', 'lasting']) {
    const stream = `account-${account}`;
    journal.append(stream, accountOpened(account), meta(START));
    journal.append(stream, periodOpened(account, 0), meta(START));
    const expiresAt = account === 'expiring' ? END : null;
    journal.append(stream, creditsGranted(account, 'g', { expiresAt }), meta(START));
  }
  const turning = (after: number, until: number, page: { limit: number; after?: string } = { limit: 10 }) =>
    afterProjecting(journal, ({ timers }) => timers.turning({ after, until }, page));

  it('are those of which a grant ends in the span, its last instant included and its first not', async () => {
    expect(await turning(END - 1, END)).toEqual(['expiring']);
    expect(await turning(END, END + DAY)).toEqual([]);
    expect(await turning(START, END - 1)).toEqual([]);
  });

  it('are those of which credits begin that were given ahead: whoever is blocked until then is so no more', async () => {
    const ahead = new InMemoryJournalReader();
    ahead.append('account-ann', accountOpened('ann'), meta(START));
    ahead.append('account-ann', periodOpened('ann', 0), meta(START));
    const begins = START + 2 * DAY;
    ahead.append('account-ann', creditsGranted('ann', 'g', { eligibleFrom: begins, expiresAt: null }), meta(START));
    const told = (after: number, until: number) =>
      afterProjecting(ahead, async ({ timers, balances }) => ({
        turning: await timers.turning({ after, until }, { limit: 10 }),
        due: await timers.due({ now: until, takeUpTo: until, closeGraceMs: 0 }, { limit: 10 }),
        blocked: (await balances.balance('ann', until))?.blocked,
      }));
    expect(await told(START, begins - 1)).toEqual({ turning: [], due: [], blocked: true });
    expect(await told(begins - 1, begins)).toEqual({ turning: ['ann'], due: [], blocked: false });
    expect(await told(begins, begins + DAY)).toEqual({ turning: [], due: [], blocked: false });
  });

  it('and those of which a period ends, by id, page by page', async () => {
    const end = START + 30 * DAY;
    expect(await turning(end - 1, end)).toEqual(['expiring', 'lasting']);
    expect(await turning(end - 1, end, { limit: 1 })).toEqual(['expiring']);
    expect(await turning(end - 1, end, { limit: 1, after: 'expiring' })).toEqual(['lasting']);
  });
});
