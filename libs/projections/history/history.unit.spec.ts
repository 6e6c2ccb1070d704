import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyScript } from '../../../test/support/journal/any-script.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import type { HistoryEntry } from './history-view.js';
import { JournalHistoryQueries } from './history.queries.js';

async function read({ journal }: LedgerScript, account: string, limit: number): Promise<readonly HistoryEntry[]> {
  const history = new JournalHistoryQueries(journal);
  const entries: HistoryEntry[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await history.history(account, { limit, ...(after !== undefined && { after }) });
    entries.push(...page.items);
    after = page.next;
  }
  return entries;
}

describe('the history of an account', () => {
  it('shows every event with the balance after it', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    script.charge('ann', 25);
    script.grant('ann', 'more', 5);
    const shown = (await read(script, 'ann', 10)).map((entry) => [
      entry.record.event.type,
      entry.movedMicro,
      entry.remainingAfterMicro,
      entry.overageAfterMicro,
    ]);
    expect(shown).toEqual([
      ['AccountOpened', 0n, 0n, 0n],
      ['PeriodOpened', 0n, 0n, 0n],
      ['CreditsGranted', 10n, 10n, 0n],
      ['UsageCharged', -10n, 0n, 15n],
      ['CreditsGranted', 5n, 5n, 15n],
    ]);
  });

  it('reads the same in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(anyScript, fc.integer({ min: 1, max: 9 }), async (script, limit) => {
        expect(await read(script, 'ann', limit)).toEqual(await read(script, 'ann', 1_000));
      }),
    );
  });

  it('finds the balance of a page that lies far behind the last debit', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    script.charge('ann', 4);
    for (let grant = 0; grant < 250; grant += 1) script.grant('ann', `more-${grant}`, 1);
    const page = await new JournalHistoryQueries(script.journal).history('ann', { after: '252', limit: 1 });
    expect(page.items[0]).toMatchObject({ movedMicro: 1n, remainingAfterMicro: 256n });
  });

  it('refuses a history in which a debit is missing', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    script.charge('ann', 4);
    script.charge('ann', 4);
    const { journal } = script;
    const gap = {
      ...journal,
      stream: async () => (await journal.stream('account-ann', 0, 9)).filter((_, at) => at !== 3),
    };
    const reader = Object.assign(Object.create(journal) as typeof journal, gap);
    await expect(new JournalHistoryQueries(reader).history('ann', { limit: 9 })).rejects.toThrow(
      'leaves what it says remains',
    );
  });

  it('of an unknown account is empty', async () => {
    expect(await read(new LedgerScript(), 'nobody', 10)).toEqual([]);
  });
});
