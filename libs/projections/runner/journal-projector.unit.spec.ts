import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountEvent } from '#libs/ledger/contract.js';
import type { InMemoryJournalReader } from '../../../test/support/journal/in-memory-journal-reader.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { anyJournal } from '../../../test/support/projections/journal-of-life.js';
import {
  projectorOf,
  rowsOf,
  stuttering,
  withViews,
  type Rows,
} from '../../../test/support/projections/views-harness.js';
import type { ViewStorePort } from '../ports/view-store.port.js';
import { PROJECTION_NAMES } from './projector-view.js';
import { CheckpointMismatch, ProjectionFenced } from './faults.js';

const RUNS = { numRuns: 24 };

function someLedger(): LedgerScript {
  const script = new LedgerScript().open('ann').grant('ann', 'g1', 100);
  script.charge('ann', 60);
  return script;
}

function projectedAtOnce(journal: InMemoryJournalReader): Promise<Rows> {
  return withViews(async (views) => {
    await projectorOf(views, journal).catchUp();
    return rowsOf(views);
  });
}

describe('the projector', () => {
  it('gives the same rows however the journal is cut into batches, and however little it keeps in memory', async () => {
    const cuts = fc.record({
      piece: fc.integer({ min: 1, max: 7 }),
      largest: fc.integer({ min: 1, max: 20 }),
      keptRows: fc.integer({ min: 0, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(anyJournal, cuts, async (journal, { keptRows, ...batch }) => {
        const inPieces = await withViews(async (views) => {
          await projectorOf(views, journal, { batch, keptRows }).catchUp();
          return rowsOf(views);
        });
        expect(inPieces).toEqual(await projectedAtOnce(journal));
      }),
      RUNS,
    );
  });

  it('J3: folds a record once, however often it is fed', async () => {
    await fc.assert(
      fc.asyncProperty(anyJournal, fc.integer({ min: 1, max: 9 }), async (journal, repeats) => {
        const fedTwice = await withViews(async (views) => {
          const reader = stuttering(journal, repeats);
          await projectorOf(views, reader, { batch: { piece: 3, largest: 6 } }).catchUp();
          return rowsOf(views);
        });
        expect(fedTwice).toEqual(await projectedAtOnce(journal));
      }),
      RUNS,
    );
  });

  it('J8: rebuilds the rows that live folding gave, all of them or one projection', async () => {
    await fc.assert(
      fc.asyncProperty(anyJournal, fc.subarray([...PROJECTION_NAMES], { minLength: 1 }), async (journal, names) => {
        await withViews(async (views) => {
          const projector = projectorOf(views, journal, { batch: { piece: 5, largest: 10 } });
          await projector.catchUp();
          const live = await rowsOf(views);
          expect(await projector.rebuild(names)).toBe(journal.records.length);
          expect(await rowsOf(views)).toEqual(live);
        });
      }),
      RUNS,
    );
  });

  it('drops rows that the journal does not explain when it rebuilds', async () => {
    await withViews(async (views) => {
      await projectorOf(views, someLedger().journal).catchUp();
      const other = new LedgerScript().open('bob');
      const projector = projectorOf(views, other.journal, { ledgerId: 'ledger-2' });
      await projector.rebuild(PROJECTION_NAMES);
      expect(await rowsOf(views)).toEqual(await projectedAtOnce(other.journal));
    });
  });

  it('goes on where another run stopped', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      await projectorOf(views, script.journal).catchUp();
      script.charge('ann', 30);
      expect(await projectorOf(views, script.journal).catchUp()).toBe(script.journal.records.length);
      expect(await rowsOf(views)).toEqual(await projectedAtOnce(script.journal));
    });
  });

  it('rests while the journal grows fast, so that what comes meanwhile is folded together', async () => {
    const script = someLedger();
    const head = script.journal.records.length;
    await withViews(async (views) => {
      const shown: number[] = [];
      const onShown = (position: number) => {
        shown.push(position);
        if (position !== head) return;
        script.charge('ann', 1);
        setTimeout(() => script.charge('ann', 1), 5);
      };
      const batch = { piece: 1, largest: 100, busy: head };
      await projectorOf(views, script.journal, { batch, pollMs: 200, onShown }).catchUp();
      expect(shown).toEqual([0, head, head + 2]);
    });
  });

  it('J10: stops at an event it does not know, live and rebuilding, and shows nothing of the batch', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      const projector = projectorOf(views, script.journal);
      await projector.catchUp();
      const before = await rowsOf(views);
      script.add('ann', { type: 'CreditsDoubled', data: { account: 'ann' } } as unknown as AccountEvent);
      await expect(projector.catchUp()).rejects.toThrow('unreachable');
      expect(await rowsOf(views)).toEqual(before);
      await expect(projector.rebuild(PROJECTION_NAMES)).rejects.toThrow('unreachable');
    });
  });

  it('passes over streams that are no accounts', async () => {
    const script = someLedger();
    const [first] = script.journal.records;
    script.journal.append('catalogue-standard', { type: 'TariffPublished', data: {} }, first!.meta);
    await withViews(async (views) => {
      expect(await projectorOf(views, script.journal).catchUp()).toBe(script.journal.records.length);
    });
  });
});

describe('a second projector', () => {
  it('J7: fences off the first before it folds anything into rows that are not its own any more', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      const first = projectorOf(views, script.journal, { keptRows: 0 });
      const second = projectorOf(views, script.journal);
      await first.catchUp();
      // Of the first's rows in memory these push out the ones that the second is going to move.
      script.open('bob').grant('bob', 'g1', 1);
      script.charge('bob', 1);
      await first.catchUp();
      await second.catchUp();
      script.charge('ann', 10);
      await second.catchUp();
      script.charge('ann', 10);
      await expect(first.catchUp()).rejects.toThrow(ProjectionFenced);
      await second.catchUp();
      expect(await rowsOf(views)).toEqual(await projectedAtOnce(script.journal));
    });
  });
});

describe('a checkpoint', () => {
  it.each([
    ['another ledger', 'ledger', { ledgerId: 'ledger-2' }],
    ['other events at its position', 'record', { recordId: () => 'another' }],
  ] as const)('of %s is refused', async (_, reason, options) => {
    const { journal } = someLedger();
    await withViews(async (views) => {
      await projectorOf(views, journal).catchUp();
      const refusal = projectorOf(views, journal, options).catchUp();
      await expect(refusal).rejects.toThrow(CheckpointMismatch);
      await expect(refusal).rejects.toMatchObject({ reason, message: expect.stringContaining('rebuild') as unknown });
    });
  });

  it('J2: ahead of the journal is refused, so that what is written there later is not passed over', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      await projectorOf(views, script.journal).catchUp();
      script.journal.records.pop();
      await expect(projectorOf(views, script.journal).catchUp()).rejects.toMatchObject({ reason: 'ahead' });
    });
  });

  it('of another version of the projection is refused', async () => {
    const { journal } = someLedger();
    await withViews(async (views) => {
      await projectorOf(views, journal).catchUp();
      await views.store.transaction(async (transaction) => {
        const stored = (await transaction.checkpoint('alerts'))!;
        await transaction.moveCheckpoint(stored, { ...stored, version: stored.version + 1 });
      });
      await expect(projectorOf(views, journal).catchUp()).rejects.toMatchObject({ reason: 'version' });
    });
  });
});

describe('a batch that fails', () => {
  it('J6: leaves neither rows nor checkpoints, and is done whole afterwards', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      const before = await rowsOf(views);
      const broken = breaking(views.store, 'invoice_usage');
      const projector = projectorOf({ store: broken }, script.journal);
      await expect(projector.catchUp()).rejects.toThrow('disk full');
      expect(await rowsOf(views)).toEqual(before);
      broken.mend();
      await projector.catchUp();
      expect(await rowsOf(views)).toEqual(await projectedAtOnce(script.journal));
    });
  });
});

/** A store that cannot write one table until it is mended. */
function breaking(store: ViewStorePort, tableName: string): ViewStorePort & { mend(): void } {
  let isBroken = true;
  return {
    mend: () => {
      isBroken = false;
    },
    transaction: (work) =>
      store.transaction((transaction) =>
        work({
          load: (table, keys) => transaction.load(table, keys),
          update: (table, rows) => transaction.update(table, rows),
          remove: (table, keys) => transaction.remove(table, keys),
          clear: (table) => transaction.clear(table),
          checkpoint: (projection) => transaction.checkpoint(projection),
          moveCheckpoint: (from, to) => transaction.moveCheckpoint(from, to),
          upsert: (table, rows) => {
            if (isBroken && table.name === tableName) throw new Error('disk full');
            return transaction.upsert(table, rows);
          },
        }),
      ),
  };
}
