import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { FEBRUARY, OPEN } from '../../../test/support/ledger/samples.js';
import { pack, pin, plan } from '../../../test/support/ledger/shop.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import type { BillLine, Invoice, InvoiceLine, UsageLine } from './invoice-view.js';

const DAY = 86_400_000;
/** A fee of 2 fen for every 3 micro-credits of overage, 50 at most. */
const INVOICED = {
  type: 'invoice',
  capMicro: micro(50),
  price: { amountMinor: 2n, perMicro: micro(3), taxIncluded: true },
} as const;

async function scriptInvoice({ journal }: LedgerScript, account = 'ann'): Promise<Invoice> {
  return (await afterProjecting(journal, ({ invoices }) => invoices.invoice(account)))!;
}

async function invoiceOf(life: AccountLife, period = 0): Promise<Invoice> {
  return (await afterProjecting(journalOf(life), ({ invoices }) => invoices.invoice('a', period)))!;
}

function life(): AccountLife {
  return new AccountLife(...OPEN);
}

/** An account under `invoice` that has used more than it has. */
function invoiced(): AccountLife {
  const lived = life();
  lived.done(lived.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy: INVOICED }));
  return lived.grant('g', 10).charge('u', [['input', 20]]);
}

function seal(lived: AccountLife): AccountLife {
  lived.now = FEBRUARY + 4 * DAY;
  return lived.dueWork();
}

function usageLines({ lines }: Invoice): readonly UsageLine[] {
  return lines.filter((line): line is UsageLine => line.type === 'usage');
}

function billLine({ lines }: Invoice, type: BillLine['type']): InvoiceLine | undefined {
  return lines.find((line) => line.type === type);
}

describe('usage on an invoice', () => {
  it('has one line per model and kind, at amount zero (rule 34)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 100);
    const first = script.charge('ann', 30);
    const last = script.charge('ann', 60);
    const invoice = await scriptInvoice(script);
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
      originPeriod: null,
    });
    expect(invoice.totals).toMatchObject({ usedMicro: 90n, overageMicro: 0n, amountMinor: 0n });
  });

  it('shows net quantities after a reversal, in the same line while the period is open (rule 27)', async () => {
    const lived = life()
      .grant('g', 100)
      .charge('u1', [['input', 10]])
      .charge('u2', [['input', 20]])
      .correct('u1', undefined);
    const [line] = usageLines(await invoiceOf(lived));
    expect(line).toMatchObject({ quantity: 1n, creditsMicro: 20n, events: 3, lastRevision: lived.events.length - 1 });
  });

  it('shows a re-rate as credits only', async () => {
    const lived = life()
      .grant('g', 100)
      .charge('u', [['input', 10]])
      .correct('u', [4]);
    expect(usageLines(await invoiceOf(lived))).toMatchObject([{ quantity: 1n, creditsMicro: 4n }]);
  });

  it('takes back in the open period what was used in a sealed one, marked with its origin (rule 13)', async () => {
    const lived = seal(
      life()
        .grant('g', 100)
        .charge('u', [['input', 10]]),
    ).correct('u', undefined);
    expect(usageLines(await invoiceOf(lived, 0))).toMatchObject([{ quantity: 1n, creditsMicro: 10n, state: 'sealed' }]);
    expect(usageLines(await invoiceOf(lived, 1))).toMatchObject([
      { quantity: -1n, creditsMicro: -10n, originPeriod: 0, state: 'draft' },
    ]);
  });

  it('has lines of its own for what came too late for its period, and a correction lands in them', async () => {
    const lived = seal(life().grant('g', 100));
    lived.charge('late', [['input', 10]], { occurredAt: FEBRUARY - DAY }).charge('now', [['input', 5]]);
    const lines = usageLines(await invoiceOf(lived, 1));
    expect(lines.map(({ originPeriod, creditsMicro }) => [originPeriod, creditsMicro])).toEqual([
      [null, 5n],
      [0, 10n],
    ]);
    expect(new Set(lines.map(({ reference }) => reference)).size).toBe(2);
    const corrected = usageLines(await invoiceOf(lived.correct('late', [7]), 1));
    expect(corrected.map(({ originPeriod, creditsMicro }) => [originPeriod, creditsMicro])).toEqual([
      [null, 5n],
      [0, 7n],
    ]);
  });
});

describe('overage on an invoice', () => {
  it('is at amount zero under policy block (rule 22)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    script.charge('ann', 25);
    script.charge('ann', 9);
    const invoice = await scriptInvoice(script);
    expect(invoice.lines.find(({ type }) => type === 'unbilled_overage')).toMatchObject({
      reference: 'ann/0/overage/block',
      creditsMicro: 24n,
      openMicro: 24n,
      amountMinor: 0n,
      events: 2,
    });
    expect(invoice.totals.overageMicro).toBe(24n);
  });

  it('is priced under invoice as the seal will price it, exact and rounded (rules 3, 34)', async () => {
    const draft = await invoiceOf(invoiced());
    const exactAmount = { numerator: 20n, denominator: 3n };
    const facts = { reference: 'a/0/overage/0-invoice-1', creditsMicro: 10n, amountMinor: 7n, exactAmount };
    expect(billLine(draft, 'overage')).toMatchObject({ ...facts, state: 'draft', line: null, revision: null });
    expect(draft.totals.amountMinor).toBe(7n);
    const sealed = await invoiceOf(seal(invoiced()));
    expect(billLine(sealed, 'overage')).toMatchObject({ ...facts, state: 'sealed', line: '0-1' });
    expect(sealed.totals.amountMinor).toBe(7n);
  });

  it('comes back as a credit line in the open period when it was billed (rule 28)', async () => {
    const invoice = await invoiceOf(seal(invoiced()).correct('u', [10]), 1);
    expect(billLine(invoice, 'credit')).toMatchObject({ corrects: '0-1', amountMinor: -7n, state: 'draft' });
    expect(invoice.totals.amountMinor).toBe(-7n);
  });
});

describe('money on an invoice', () => {
  it('has a line for what was bought, and only what is paid on the bill in its total (rules 3, 32)', async () => {
    const lived = life();
    for (const payment of ['bill', 'prepaid'] as const) {
      const sold = { product: pin('pack'), terms: pack(), currency: 'CNY', quantity: 1, takenBefore: false } as const;
      lived.done(
        lived.command({
          type: 'BuyPack',
          account: 'a',
          grant: payment,
          ...sold,
          paymentRef: `pay-${payment}`,
          payment,
        }),
      );
    }
    const invoice = await invoiceOf(lived);
    expect(invoice.lines.map((line) => [line.type, line.reference, line.amountMinor])).toEqual([
      ['purchase', 'a/line/0-1', 500n],
      ['purchase', 'a/line/0-2', 500n],
    ]);
    expect(invoice.lines[1]).toMatchObject({ payment: 'prepaid', paymentRef: 'pay-prepaid', subject: 'prepaid' });
    expect(invoice.totals).toMatchObject({ amountMinor: 500n, prepaidMinor: 500n, purchasedMicro: 20_000_000n });
  });

  it('is copied from the event that seals the period, and remembers which event made each line', async () => {
    const lived = life();
    const sold = { subscription: 's', product: pin('p'), terms: plan(), currency: 'CNY' } as const;
    lived.done(lived.command({ type: 'Subscribe', account: 'a', ...sold }));
    const draft = billLine(await invoiceOf(lived), 'fee');
    const sealed = billLine(await invoiceOf(seal(lived)), 'fee');
    expect(draft).toMatchObject({ line: '0-1', amountMinor: 930n, subject: 's', state: 'draft', revision: 2 });
    expect(sealed).toEqual({ ...draft, state: 'sealed' });
  });
});
