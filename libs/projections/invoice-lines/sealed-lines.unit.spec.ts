import { describe, expect, it } from '@jest/globals';
import { DAY, periodOpened, START } from '../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { line } from '../../../test/support/ledger/line-samples.js';
import { sealedOf } from '../../../test/support/ledger/period-samples.js';
import { afterProjecting, projectorOf, withViews } from '../../../test/support/projections/views-harness.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import {
  createReadModels,
  sealedLinesCursor,
  type InvoiceQueries,
  type SealedLinesRange,
} from '#libs/projections/index.js';

const ACCOUNTS = ['ann', 'bob', 'cy'];

/** Three accounts, sealed a day apart, `cy` before `ann`; nothing ever happened to `bob`. */
function threeBills(): LedgerScript {
  const script = new LedgerScript();
  for (const account of ACCOUNTS) script.open(account);
  script.grant('ann', 'g', 100).grant('cy', 'g', 100);
  script.charge('ann', 30);
  for (const account of ['cy', 'bob', 'ann']) {
    script.now += DAY;
    const lines = account === 'bob' ? [] : [line('0-1', { amountMinor: 990n, subject: 'sub-1' })];
    script.add(account, sealedOf(periodOpened(account, 0), { lines, totalMinor: account === 'bob' ? 0n : 990n }));
    script.nextPeriod(account);
  }
  script.charge('ann', 12);
  return script;
}

function asked<Answer>(ask: (invoices: InvoiceQueries) => Promise<Answer>): Promise<Answer> {
  return afterProjecting(threeBills().journal, ({ invoices }) => ask(invoices));
}

async function told(range: Partial<SealedLinesRange>, limit = 10): Promise<readonly string[]> {
  const { items } = await asked((invoices) => invoices.sealedLines({ after: undefined, ...range }, limit));
  return items.map((item) => `${item.position}-${item.ordinal} ${item.line.reference}`);
}

const ALL = [
  '10-1 cy/line/0-1',
  '14-1 ann/line/0-1',
  '14-2 ann/0/usage/standard/1/standard/qwen%2Fmax/input',
  '14-3 ann/0/usage/standard/1/standard/qwen%2Fmax/output',
];

describe('sealed invoice lines', () => {
  it('are told across accounts in the order of the seals; a period without lines tells nothing', async () => {
    expect(await told({})).toEqual(ALL);
    const { items } = await asked((invoices) => invoices.sealedLines({ after: undefined }, 1));
    expect(items[0]).toMatchObject({ account: 'cy', period: 0, startsAt: START, endsAt: START + 30 * DAY });
    expect(items[0]).toMatchObject({ zone: 'Asia/Shanghai', sealedAt: START + DAY, line: { state: 'sealed' } });
  });

  it('go on where a cursor stands, among the lines of a period too', async () => {
    expect(await told({ after: { position: 14, ordinal: 1 } })).toEqual(ALL.slice(2));
    expect(await told({ after: { position: 10 } })).toEqual(ALL.slice(1));
    expect(await told({ after: { position: 14 } })).toEqual([]);
  });

  it('end at a position, or at an instant of sealing', async () => {
    expect(await told({ until: 13 })).toEqual(ALL.slice(0, 1));
    expect(await told({ until: 14 })).toEqual(ALL);
    expect(await told({ sealedFrom: START + 2 * DAY })).toEqual(ALL.slice(1));
    expect(await told({ sealedFrom: START + DAY, sealedUntil: START + 3 * DAY })).toEqual(ALL.slice(0, 1));
  });

  it('say with each page up to where everything was told: at the end that is what is shown', async () => {
    const page = (after: SealedLinesRange['after'], limit: number) =>
      asked(async (invoices) => (await invoices.sealedLines({ after }, limit)).reached);
    expect(await page(undefined, 2)).toEqual({ position: 14, ordinal: 1 });
    expect(await page({ position: 14, ordinal: 1 }, 2)).toEqual({ position: 16 });
    expect(await page({ position: 99 }, 2)).toEqual({ position: 99 });
  });

  it('are counted in periods sealed after a place, and the one it is in while lines of it are left', async () => {
    const outstanding = (cursor: SealedLinesRange['after']) => asked((invoices) => invoices.periodsAfter(cursor));
    expect(await outstanding(undefined)).toBe(3);
    expect(await outstanding({ position: 10 })).toBe(2);
    expect(await outstanding({ position: 14, ordinal: 2 })).toBe(1);
    expect(await outstanding({ position: 14, ordinal: 3 })).toBe(0);
    expect(await outstanding({ position: 16 })).toBe(0);
  });

  it('are not told beyond what every table of a bill shows: in a rebuild of one the others wait for it', () =>
    withViews(async (views) => {
      const { journal } = threeBills();
      await projectorOf(views, journal).catchUp();
      const { invoices } = createReadModels(views, journal, sha256);
      await views.store.transaction(async (transaction) => {
        const stored = (await transaction.checkpoint('overage'))!;
        await transaction.moveCheckpoint(stored, { ...stored, position: 12 });
      });
      expect(await invoices.shown()).toEqual({ ledgerId: 'ledger-1', position: 12 });
      const { items, reached } = await invoices.sealedLines({ after: undefined }, 10);
      expect([items.length, reached]).toEqual([1, { position: 12 }]);
    }));

  it.each(['', 'x', '-1', '1-', '1-2-3', '1.5', '9'.repeat(16)])('refuse the cursor "%s"', (cursor) => {
    expect(() => sealedLinesCursor(cursor)).toThrow('no cursor of this list');
  });
});
