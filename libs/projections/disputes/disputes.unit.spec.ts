import { describe, expect, it } from '@jest/globals';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { CursorInvalid } from '../page.js';
import type { DisputeFilter, DisputeView } from './dispute-view.js';

function life(): AccountLife {
  const lived = new AccountLife(...OPEN).grant('g', 100);
  for (const id of ['x', 'y']) {
    lived.charge(id, [['input', 10]]);
    const { chargedRevision, lastRevision } = lived.facts(id);
    const facts = { chargedRevision, lastRevision };
    const key = { source: 'gateway', id };
    const asked = { type: 'DisputeUsage', account: 'a', dispute: `of-${id}`, key, ground: 'other', facts } as const;
    lived.done(lived.command(asked));
  }
  const told = { outcome: 'stands', explanation: 'it was used', lastRevision: 0 } as const;
  return lived.done(lived.command({ type: 'ResolveDispute', account: 'a', dispute: 'of-x', ...told }));
}

async function listed(filter: DisputeFilter): Promise<readonly DisputeView[]> {
  const page = await afterProjecting(journalOf(life()), ({ disputes }) => disputes.disputes(filter, { limit: 9 }));
  return page.items;
}

describe('the list of disputes', () => {
  it('shows what is disputed and how it ended', async () => {
    const [first, second] = await listed({});
    expect(first).toEqual({
      account: 'a',
      dispute: 'of-x',
      source: 'gateway',
      id: 'x',
      chargedRevision: 3,
      disputedRevision: 3,
      ground: 'other',
      state: 'resolved',
      openedAt: NOW,
      resolution: { outcome: 'stands', explanation: 'it was used', correctionRevision: null, resolvedAt: NOW },
    });
    expect(second).toMatchObject({ dispute: 'of-y', state: 'open', resolution: null });
  });

  it('is filtered by account and state', async () => {
    expect((await listed({ state: 'open' })).map(({ dispute }) => dispute)).toEqual(['of-y']);
    expect((await listed({ account: 'a', state: 'resolved' })).map(({ dispute }) => dispute)).toEqual(['of-x']);
    expect(await listed({ account: 'b' })).toEqual([]);
  });

  it('is paged, and refuses a cursor it never gave', async () => {
    await afterProjecting(journalOf(life()), async ({ disputes }) => {
      const page = await disputes.disputes({}, { limit: 1 });
      const rest = await disputes.disputes({}, { limit: 1, after: page.next! });
      expect([...page.items, ...rest.items].map(({ dispute }) => dispute)).toEqual(['of-x', 'of-y']);
      expect(rest.next).toBeNull();
      await expect(disputes.disputes({}, { limit: 1, after: 'x' })).rejects.toThrow(CursorInvalid);
    });
  });

  it('is found by the debit', async () => {
    await afterProjecting(journalOf(life()), async ({ disputes }) => {
      expect((await disputes.ofDebit('a', 5)).map(({ dispute }) => dispute)).toEqual(['of-y']);
    });
  });
});
