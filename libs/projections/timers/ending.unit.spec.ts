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
  const ending = (after: number, until: number, page: { limit: number; after?: string } = { limit: 10 }) =>
    afterProjecting(journal, ({ timers }) => timers.ending({ after, until }, page));

  it('are those of which a grant ends in the span, its last instant included and its first not', async () => {
    expect(await ending(END - 1, END)).toEqual(['expiring']);
    expect(await ending(END, END + DAY)).toEqual([]);
    expect(await ending(START, END - 1)).toEqual([]);
  });

  it('and those of which a period ends, by id, page by page', async () => {
    const end = START + 30 * DAY;
    expect(await ending(end - 1, end)).toEqual(['expiring', 'lasting']);
    expect(await ending(end - 1, end, { limit: 1 })).toEqual(['expiring']);
    expect(await ending(end - 1, end, { limit: 1, after: 'expiring' })).toEqual(['lasting']);
  });
});
