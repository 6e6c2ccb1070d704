import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoundedReader } from '#libs/audit/index.js';
import type { ComparedViews } from '#libs/audit/ports/compared-views.port.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { openViews, SqliteLiveViews } from '#libs/platform/sqlite/views/index.js';
import { PROJECTION_NAMES, type Views } from '#libs/projections/index.js';
import { LedgerScript } from '../../../../test/support/journal/ledger-script.js';
import { anyJournal } from '../../../../test/support/projections/journal-of-life.js';
import { projectorOf, TABLES } from '../../../../test/support/projections/views-harness.js';
import { verifyJournalOf } from '../../../../test/support/audit/verifying.js';
import type { PartReport } from '../report.js';

let folder: string;
let path: string;
let live: Views;
let script: LedgerScript;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  path = join(folder, 'views.db');
  live = await openViews(path);
  script = new LedgerScript().open('ann').grant('ann', 'g', 10).open('bob').grant('bob', 'g', 5);
  script.charge('ann', 4);
  await projectorOf(live, script.journal).catchUp();
});

afterEach(async () => {
  await live.close();
  rmSync(folder, { recursive: true });
});

/** As the application derives them again: the same projector, in a file of its own, up to where it is told. */
function viewsOf(reader: JournalReader, file = path): ComparedViews {
  return {
    live: new SqliteLiveViews(file),
    async openShadow({ signal, onBuilt }) {
      const shadowPath = join(folder, `shadow-${Math.random()}.db`);
      const views = await openViews(shadowPath);
      const bounded = new BoundedReader(reader, 0, signal);
      const projector = projectorOf(views, bounded, { onShown: onBuilt });
      const rows = new SqliteLiveViews(shadowPath);
      return {
        buildUpTo: async (position) => {
          bounded.until = position;
          await projector.catchUp();
        },
        rows: () => rows.rows(),
        close: async () => {
          rows.close();
          await views.close();
        },
      };
    },
  };
}

async function comparison(reader: JournalReader = script.journal, file = path): Promise<PartReport> {
  const { parts } = await verifyJournalOf(reader, { only: ['projections'] }, { views: viewsOf(reader, file) });
  return parts[0]!;
}

/** A hand in the database. */
function change(sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

describe('every read model derived again beside the live one', () => {
  it('J8: equals it, in every table', async () => {
    const report = await comparison();
    expect(report).toMatchObject({ verdict: 'ok', faults: [], couldNot: [] });
    expect(report.checked['tables']).toBe(TABLES.length + 1);
  });

  it('J8: equals it whatever happened', () =>
    fc.assert(
      fc.asyncProperty(anyJournal, async (journal) => {
        const file = join(folder, `views-${Math.random()}.db`);
        const views = await openViews(file);
        try {
          await projectorOf(views, journal).catchUp();
          expect(await comparison(journal, file)).toMatchObject({ verdict: 'ok', faults: [] });
        } finally {
          await views.close();
        }
      }),
      { numRuns: 5 },
    ));

  it('is compared at the position the live one shows, though the journal has gone on', async () => {
    script.charge('ann', 2);
    script.grant('bob', 'more', 7);
    expect(await comparison()).toMatchObject({ verdict: 'ok', faults: [] });
  });

  it('H11: a value changed by hand is named by table, key and column', async () => {
    change("UPDATE balances SET remaining_micro = remaining_micro + 1 WHERE account = 'ann'");
    expect(await comparison()).toMatchObject({
      verdict: 'faults',
      faultCount: 1,
      faults: [
        {
          kind: 'column_differs',
          sentence: 'balances[ann].remaining_micro is 7, the events give 6.',
          account: 'ann',
          row: { table: 'balances', key: 'ann', column: 'remaining_micro' },
        },
      ],
    });
  });

  it('H11: a row put in or taken out by hand is named, wherever it would stand', async () => {
    change("DELETE FROM grants WHERE account = 'ann'");
    change("INSERT INTO usage_conflicts (account, charged_revision, revision) VALUES ('zoe', 1, 2)");
    const { faults } = await comparison();
    expect(faults.map(({ kind, row }) => [kind, row?.table, row?.key])).toEqual([
      ['row_missing', 'grants', 'ann/g'],
      ['row_unexpected', 'usage_conflicts', 'zoe/1/2'],
    ]);
  });

  it('counts every difference, and shows the first hundred', async () => {
    const many = new LedgerScript();
    for (let account = 0; account < 120; account += 1) many.open(`acc-${account}`);
    await projectorOf(live, many.journal, { ledgerId: 'ledger-1' }).rebuild(PROJECTION_NAMES);
    change('UPDATE balances SET overage_micro = 1');
    const { faultCount, faults } = await comparison(many.journal);
    expect([faultCount, faults.length]).toEqual([120, 100]);
  });

  it('J10: an unknown event type stops it loudly: could not verify', async () => {
    const reader: JournalReader = Object.assign(Object.create(script.journal) as JournalReader, {
      all: async (after: number, limit: number) => {
        if (after + limit >= 3) throw new Error('no event type "GrantMelted" is known');
        return script.journal.all(after, limit);
      },
    });
    expect(await comparison(reader)).toMatchObject({
      verdict: 'could_not_verify',
      couldNot: ['no event type "GrantMelted" is known'],
    });
  });

  it('H8: read models that were never derived, or stand at several positions, could not be verified', async () => {
    await openViews(join(folder, 'empty.db')).then((views) => views.close());
    expect(await comparison(script.journal, join(folder, 'empty.db'))).toMatchObject({
      verdict: 'could_not_verify',
      couldNot: ['The read models were never derived.'],
    });
    change("UPDATE checkpoints SET position = 2 WHERE projection = 'alerts'");
    const apart = await comparison();
    expect(apart.verdict).toBe('could_not_verify');
    expect(apart.couldNot[0]).toContain('do not stand at one position');
  });

  it('H11: rows made from another ledger, or from more than the ledger holds, are named', async () => {
    const restored = new LedgerScript().open('ann');
    expect(await comparison(restored.journal)).toMatchObject({ faults: [{ kind: 'ahead_of_ledger' }] });
    change("UPDATE checkpoints SET ledger_id = 'other' WHERE projection = 'alerts'");
    expect(await comparison()).toMatchObject({
      faults: [{ kind: 'rows_of_another_ledger', row: { table: 'checkpoints', key: 'alerts' } }],
    });
  });

  it('can be cancelled', async () => {
    const cancelled = new AbortController();
    const views = viewsOf(script.journal);
    const onProgress = (): void => cancelled.abort();
    const options = { only: ['projections'] as const, signal: cancelled.signal, onProgress };
    const { parts } = await verifyJournalOf(script.journal, options, { views });
    expect(parts[0]).toMatchObject({ verdict: 'could_not_verify', couldNot: ['It was cancelled.'] });
  });
});
