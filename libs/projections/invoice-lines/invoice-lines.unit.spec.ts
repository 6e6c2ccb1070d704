import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyScript } from '../../../test/support/journal/any-script.js';
import { DAY } from '../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import type { DraftInvoice } from './invoice-view.js';

const COST = { amountMinor: 990n, currency: 'CNY', taxIncluded: true };

function invoiceOf({ journal }: LedgerScript, period?: number): Promise<DraftInvoice | undefined> {
  return afterProjecting(journal, ({ invoices }) => invoices.invoice('ann', period));
}

describe('a draft invoice', () => {
  it('has one usage line per model and kind, at amount zero (rule 34)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 100);
    const first = script.charge('ann', 30);
    const last = script.charge('ann', 60);
    const invoice = (await invoiceOf(script))!;
    expect(invoice.lines.map(({ reference }) => reference)).toEqual([
      'ann/0/usage/standard/1/standard/qwen%2Fmax/input',
      'ann/0/usage/standard/1/standard/qwen%2Fmax/output',
    ]);
    expect(invoice.lines[0]).toMatchObject({
      type: 'usage',
      state: 'draft',
      amountMinor: 0n,
      currency: 'CNY',
      quantity: 2n,
      creditsMicro: 30n,
      events: 2,
      firstRevision: first.revision,
      lastRevision: last.revision,
      tariff: { book: 'standard', version: 1 },
    });
    expect(invoice.totals).toMatchObject({ usedMicro: 90n, overageMicro: 0n });
  });

  it('has an overage line at amount zero under policy block (rule 22)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    script.charge('ann', 25);
    script.charge('ann', 9);
    const invoice = (await invoiceOf(script))!;
    expect(invoice.lines.find(({ type }) => type === 'overage')).toMatchObject({
      reference: 'ann/0/overage/block/unpriced',
      creditsMicro: 24n,
      amountMinor: 0n,
      events: 2,
    });
  });

  it('has a purchase line with the exact amount paid (rule 3)', async () => {
    const script = new LedgerScript().open('ann');
    script.grant('ann', 'pack', 500, { source: 'top_up', costBasis: COST, paymentRef: 'pay-1' });
    const invoice = (await invoiceOf(script))!;
    expect(invoice.lines).toMatchObject([
      {
        type: 'purchase',
        reference: 'ann/0/purchase/pack',
        exactAmount: { numerator: 990n, denominator: 1n },
        amountMinor: 990n,
        currency: 'CNY',
        taxIncluded: true,
        paymentRef: 'pay-1',
        creditsMicro: 500n,
      },
    ]);
    expect(invoice.totals.amountMinor).toEqual([{ currency: 'CNY', amountMinor: 990n }]);
  });

  it('has no line for a grant nobody paid for', async () => {
    expect((await invoiceOf(new LedgerScript().open('ann').grant('ann', 'gift', 5)))?.lines).toEqual([]);
  });

  it('books a purchase on the period it was recorded in, usage on the period of the debit', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'first', 100, { costBasis: COST });
    script.now += 31 * DAY;
    script.nextPeriod('ann').grant('ann', 'second', 100, { costBasis: COST });
    script.charge('ann', 6, { period: 0 });
    const types = async (period: number) => (await invoiceOf(script, period))?.lines.map((line) => line.reference);
    expect(await types(0)).toEqual([
      'ann/0/purchase/first',
      'ann/0/usage/standard/1/standard/qwen%2Fmax/input',
      'ann/0/usage/standard/1/standard/qwen%2Fmax/output',
    ]);
    expect(await types(1)).toEqual(['ann/1/purchase/second']);
    expect(await types(2)).toBeUndefined();
  });

  it('never has two lines of one reference, and adds up to the debits of the account', async () => {
    await fc.assert(
      fc.asyncProperty(anyScript, async (script) => {
        await afterProjecting(script.journal, async ({ invoices }) => {
          const periods = await invoices.periods('ann');
          const all = await Promise.all(periods.map(({ period }) => invoices.invoice('ann', period)));
          const references = all.flatMap((invoice) => invoice!.lines.map(({ reference }) => reference));
          expect(new Set(references).size).toBe(references.length);
          const used = all.reduce((total, invoice) => total + invoice!.totals.usedMicro, 0n);
          const charged = script.journal.records
            .filter(({ stream, event }) => stream === 'account-ann' && event.type === 'UsageCharged')
            .reduce((total, { event }) => total + (event.data as { totalMicro: bigint }).totalMicro, 0n);
          expect(used).toBe(charged);
        });
      }),
      { numRuns: 15 },
    );
  });
});
