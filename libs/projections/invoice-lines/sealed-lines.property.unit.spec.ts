import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { streamName, type Position } from '#libs/journal/contract.js';
import { InMemoryJournalReader } from '../../../test/support/journal/in-memory-journal-reader.js';
import { anyLife, journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { sealedLinesCursor, type InvoiceQueries, type SealedInvoiceLine } from '../contract.js';

const ALL = 100_000;

/** Every sealed line, asked for page by page. */
async function inPages(invoices: InvoiceQueries, limit: number): Promise<readonly SealedInvoiceLine[]> {
  const lines: SealedInvoiceLine[] = [];
  for (let next: string | null = '0'; next !== null;) {
    const page = await invoices.sealedLines({ after: sealedLinesCursor(next) }, limit);
    lines.push(...page.items);
    next = page.next;
  }
  return lines;
}

function upTo({ records }: InMemoryJournalReader, position: Position): InMemoryJournalReader {
  const journal = new InMemoryJournalReader();
  for (const { event, meta } of records.slice(0, position)) journal.append(streamName('account', 'a'), event, meta);
  return journal;
}

function sealedIn(journal: InMemoryJournalReader): Promise<readonly SealedInvoiceLine[]> {
  return afterProjecting(
    journal,
    async ({ invoices }) => (await invoices.sealedLines({ after: undefined }, ALL)).items,
  );
}

describe('sealed invoice lines, whatever happens to the account', () => {
  it('are the lines of each sealed bill, in the order of the seals, in pages of any size', () =>
    fc.assert(
      fc.asyncProperty(anyLife, fc.integer({ min: 1, max: 7 }), async (life, limit) => {
        const journal = journalOf(life);
        await afterProjecting(journal, async ({ invoices }) => {
          const expected: unknown[] = [];
          for (const { event, position } of journal.records) {
            if (event.type !== 'PeriodSealed') continue;
            const { period } = event.data as { readonly period: number };
            const { lines } = (await invoices.invoice('a', period))!;
            expected.push(...lines.map((line, at) => ({ position, period, ordinal: at + 1, line })));
          }
          const told = await inPages(invoices, limit);
          expect(told.map(({ position, period, ordinal, line }) => ({ position, period, ordinal, line }))).toEqual(
            expected,
          );
        });
      }),
      { numRuns: 20 },
    ));

  it('L2: never change again: what is told of a ledger today is the beginning of what is told of it later', () =>
    fc.assert(
      fc.asyncProperty(anyLife, fc.nat(), async (life, cut) => {
        const journal = journalOf(life);
        const seals = journal.records.filter(({ event }) => event.type === 'PeriodSealed');
        const before = await sealedIn(upTo(journal, seals[cut % seals.length]?.position ?? 0));
        const after = await sealedIn(journal);
        expect(after.slice(0, before.length)).toEqual(before);
      }),
      { numRuns: 25 },
    ));
});
