import { afterAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { PostgresUnavailable } from '#libs/platform/postgres/views/index.js';
import { createReadModels, PROJECTION_NAMES, type Views } from '#libs/projections/index.js';
import type { ViewStorePort } from '#libs/projections/ports/view-store.port.js';
import type { InMemoryJournalReader } from '../../support/journal/in-memory-journal-reader.js';
import { LedgerScript } from '../../support/journal/ledger-script.js';
import { describeWithPostgres } from '../../support/postgres/describe-with-postgres.js';
import { PostgresViewsEngine } from '../../support/postgres/postgres-views-engine.js';
import { everythingAsked } from '../../support/projections/everything-asked.js';
import { anyJournal } from '../../support/projections/journal-of-life.js';
import { onSqlite, projectorOf, rowsOf, stuttering } from '../../support/projections/views-harness.js';

const RUNS = { numRuns: 12, interruptAfterTimeLimit: 20_000 };
const PIECES = { piece: 5, largest: 20 };
jest.setTimeout(60_000);

await describeWithPostgres('the same journal in PostgreSQL and in SQLite', (databases) => {
  const postgres = new PostgresViewsEngine(databases);
  afterAll(() => postgres.close());

  const told = async (views: Views, journal: InMemoryJournalReader) => ({
    rows: await rowsOf(views),
    answers: await everythingAsked(createReadModels(views, journal, sha256), journal.records),
  });
  const onFile = (journal: InMemoryJournalReader) =>
    onSqlite(async (views) => {
      await projectorOf(views, journal).catchUp();
      return told(views, journal);
    });

  it('gives the same rows and the same answers to every question, whatever happens', () =>
    fc.assert(
      fc.asyncProperty(anyJournal, async (journal) => {
        const onServer = await postgres.use(async (views) => {
          await projectorOf(views, journal, { batch: PIECES }).catchUp();
          return told(views, journal);
        });
        expect(onServer).toEqual(await onFile(journal));
      }),
      RUNS,
    ));

  it('gives the same rows when it is told twice, with little kept in memory, and rebuilt', () =>
    fc.assert(
      fc.asyncProperty(anyJournal, async (journal) => {
        const { rows } = await onFile(journal);
        await postgres.use(async (views) => {
          const projector = projectorOf(views, stuttering(journal, 4), { batch: PIECES, keptRows: 0 });
          await projector.catchUp();
          expect(await rowsOf(views)).toEqual(rows);
          await projector.rebuild(PROJECTION_NAMES);
          expect(await rowsOf(views)).toEqual(rows);
        });
      }),
      RUNS,
    ));

  it('is gone on with after the connection was lost in the middle of a batch, which left nothing', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g1', 100);
    script.charge('ann', 60);
    const { rows } = await onFile(script.journal);
    await postgres.use(async (views) => {
      const before = await rowsOf(views);
      const projector = projectorOf({ store: cuttingOnce(views.store, () => databases.cut()) }, script.journal);
      await expect(projector.catchUp()).rejects.toThrow(PostgresUnavailable);
      expect(await rowsOf(views)).toEqual(before);
      await projector.catchUp();
      expect(await rowsOf(views)).toEqual(rows);
    });
  });

  it('is folded by one of two projectors that run at once; the other is fenced off or finds it done', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g1', 1_000_000);
    for (let at = 0; at < 60; at += 1) script.charge('ann', at);
    const { rows } = await onFile(script.journal);
    await postgres.use(async (views) => {
      const both = [0, 1].map(() => projectorOf(views, script.journal, { batch: { piece: 1, largest: 1 } }).catchUp());
      const ends = await Promise.allSettled(both);
      const faults = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as { code: string }).code] : []));
      expect([[], ['projection_fenced']]).toContainEqual(faults);
      await projectorOf(views, script.journal).catchUp();
      expect(await rowsOf(views)).toEqual(rows);
    });
  });
});

/** Loses its connection once, after some tables of a batch have been written. */
function cuttingOnce(store: ViewStorePort, cut: () => Promise<void>): ViewStorePort {
  let isDone = false;
  return {
    transaction: (work) =>
      store.transaction((inner) =>
        work({
          load: (table, keys) => inner.load(table, keys),
          update: (table, rows) => inner.update(table, rows),
          remove: (table, keys) => inner.remove(table, keys),
          clear: (table) => inner.clear(table),
          checkpoint: (projection) => inner.checkpoint(projection),
          moveCheckpoint: (from, to) => inner.moveCheckpoint(from, to),
          upsert: async (table, rows) => {
            if (!isDone && table.name === 'invoice_usage') {
              isDone = true;
              await cut();
            }
            return inner.upsert(table, rows);
          },
        }),
      ),
  };
}
