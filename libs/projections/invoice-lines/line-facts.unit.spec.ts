import { describe, expect, it } from '@jest/globals';
import { published, publish, rate } from '../../../test/support/catalog/samples.js';
import { meta, micro, START } from '../../../test/support/journal/event-builders.js';
import type { InMemoryJournalReader } from '../../../test/support/journal/in-memory-journal-reader.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { FEBRUARY, OPEN } from '../../../test/support/ledger/samples.js';
import { pack, pin, plan } from '../../../test/support/ledger/shop.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { streamName } from '#libs/journal/contract.js';
import type { SubscriptionTerms } from '#libs/ledger/contract.js';
import type { InvoiceLine } from './invoice-view.js';

const DAY = 86_400_000;
const SOLD = { currency: 'CNY', quantity: 1, takenBefore: false, paymentRef: 'pay-1', payment: 'bill' } as const;
const DISCOUNT = { numerator: 1, denominator: 10 };
const POLICY = {
  type: 'invoice',
  capMicro: micro(50),
  price: { amountMinor: 2n, perMicro: micro(3), taxIncluded: true },
} as const;

class Customer extends AccountLife {
  private subscriptions = 0;

  constructor() {
    super(...OPEN);
  }

  subscribe(terms: Partial<SubscriptionTerms> = {}): this {
    this.subscriptions += 1;
    const sold = { subscription: `s-${this.subscriptions}`, product: pin('p'), terms: plan(terms), currency: 'CNY' };
    return this.done(this.command({ type: 'Subscribe', account: 'a', ...sold }));
  }

  upgrade(terms: Partial<SubscriptionTerms> = {}): this {
    const sold = { subscription: 's-1', product: pin('q'), terms: plan(terms), currency: 'CNY' };
    return this.done(this.command({ type: 'ChangeSubscription', account: 'a', ...sold }));
  }

  buy(grant: string): this {
    const bought = { grant, product: pin('pack'), terms: pack({ discount: DISCOUNT }), ...SOLD };
    return this.done(this.command({ type: 'BuyPack', account: 'a', ...bought }));
  }

  credit(line: string, amountMinor: bigint): this {
    const note = { line, amountMinor, reason: 'goodwill', sealedLine: undefined };
    return this.done(this.command({ type: 'IssueCreditNote', account: 'a', ...note }));
  }

  seal(): this {
    this.now = FEBRUARY + 4 * DAY;
    return this.dueWork();
  }

  invoice(period = 0): Promise<readonly InvoiceLine[]> {
    return linesIn(journalOf(this), 'a', period);
  }
}

function linesIn(journal: InMemoryJournalReader, account: string, period: number): Promise<readonly InvoiceLine[]> {
  return afterProjecting(journal, async ({ invoices }) => (await invoices.invoice(account, period))!.lines);
}

function factsOf(lines: readonly InvoiceLine[]): readonly (readonly [string, string, string | null])[] {
  return lines.map((line) => [
    line.reference,
    line.taxCategory,
    'correctsReference' in line ? line.correctsReference : null,
  ]);
}

describe('the tax category of a line', () => {
  it('says what was sold, whatever gives back on it says the same', async () => {
    const customer = new Customer().subscribe().subscribe({ kind: 'add_on' }).buy('g').credit('0-3', 100n);
    customer.subscribe({ kind: 'instalment', allowanceMicro: micro(0), count: 3, every: { unit: 'month', count: 1 } });
    expect(factsOf(await customer.invoice())).toEqual([
      ['a/line/0-1', 'subscription', null],
      ['a/line/0-2', 'add_on', null],
      ['a/line/0-3', 'prepaid_credits', null],
      ['a/line/0-4', 'prepaid_credits', 'a/line/0-3'],
      ['a/line/0-5', 'prepaid_credits', 'a/line/0-3'],
      ['a/line/0-6', 'device', null],
    ]);
  });

  it('of the share of an old fee that an upgrade gives back is that of the fee', async () => {
    const customer = new Customer().subscribe({ kind: 'add_on' });
    customer.now += DAY;
    const lines = await customer.upgrade({ kind: 'add_on', fee: { amountMinor: 1_860n, taxIncluded: true } }).invoice();
    expect(lines.map(({ type, taxCategory }) => [type, taxCategory])).toEqual([
      ['add_on', 'add_on'],
      ['credit', 'add_on'],
      ['add_on', 'add_on'],
    ]);
  });

  it('of what only informs is none', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    script.charge('ann', 25);
    const lines = await linesIn(script.journal, 'ann', 0);
    expect(lines.map(({ type, taxCategory }) => [type, taxCategory])).toEqual([
      ['unbilled_overage', 'none'],
      ['usage', 'none'],
      ['usage', 'none'],
    ]);
  });
});

describe('a correction on a bill', () => {
  it('points to the line it corrects by its reference, in whatever period that was sealed (rule 28)', async () => {
    const customer = new Customer();
    customer.done(customer.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy: POLICY }));
    customer
      .charge('u', [['input', 20]])
      .seal()
      .correct('u', [5]);
    const [billed] = await customer.invoice(0);
    const [credit] = await customer.invoice(1);
    expect(billed).toMatchObject({ type: 'overage', line: '0-1', taxCategory: 'usage', correctsReference: null });
    expect(credit).toMatchObject({
      type: 'credit',
      corrects: '0-1',
      correctsReference: billed!.reference,
      taxCategory: 'usage',
    });
  });
});

describe('the unit price of a line', () => {
  it('of usage is the rate of the tariff version it pins, with its hash', async () => {
    const script = new LedgerScript();
    const rates = [
      rate('qwen/max', { creditsMicro: micro(7), per: 1_000 }),
      rate('qwen/max', { kind: 'output', creditsMicro: micro(9) }),
      rate('qwen/max', { tier: 'batch', creditsMicro: micro(1) }),
    ];
    const tariff = published(publish({ rates }));
    script.journal.append(streamName('catalogue', 'standard'), tariff, meta(START));
    script.open('ann').grant('ann', 'g', 100).charge('ann', 30);
    const lines = await linesIn(script.journal, 'ann', 0);
    expect(lines).toMatchObject([
      { kind: 'input', unitPrice: { creditsMicro: 7n, amountMinor: null, per: 1_000n } },
      { kind: 'output', unitPrice: { creditsMicro: 9n, amountMinor: null, per: 1n } },
    ]);
    const pinned = { book: 'standard', version: 1, hash: tariff.data.hash };
    expect(lines.map((line) => line.type === 'usage' && line.tariff)).toEqual([pinned, pinned]);
  });

  it('of overage is the price per credit, draft and sealed, and the line says which events made it', async () => {
    const customer = new Customer();
    customer.done(customer.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy: POLICY }));
    customer.charge('u', [['input', 20]]).charge('v', [['input', 4]]);
    const made = { type: 'overage', unitPrice: { creditsMicro: null, amountMinor: 2n, per: 3n }, events: 2 };
    const first = { ...made, firstRevision: 3, creditsMicro: 24n };
    const [draft] = await customer.invoice();
    expect(draft).toMatchObject({ ...first, lastRevision: 4, state: 'draft' });
    const [sealed] = await customer.seal().invoice();
    expect(sealed).toMatchObject({ ...first, state: 'sealed', reference: draft!.reference });
  });
});

describe('L2: a sealed bill', () => {
  it('stays as it was when overage that was carried over is repaid afterwards (rule 22)', async () => {
    const customer = new Customer();
    const overagePolicy = { type: 'limit', limitMicro: micro(50) } as const;
    customer.done(customer.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy }));
    customer.charge('u', [['input', 20]]).seal();
    const before = await customer.invoice();
    expect(before[0]).toMatchObject({ type: 'unbilled_overage', openMicro: 20n, repaidMicro: 0n });
    customer.done(
      customer.command({
        type: 'GrantCredits',
        account: 'a',
        grant: 'g',
        source: 'top_up',
        amountMicro: micro(30),
        scope: { models: null, kinds: null, apps: null },
      }),
    );
    expect(customer.state.overageMicro).toBe(0n);
    expect(await customer.invoice()).toEqual(before);
  });
});
