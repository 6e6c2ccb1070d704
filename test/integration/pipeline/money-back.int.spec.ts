import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UNSCOPED } from '#libs/ledger/contract.js';
import type { MoneyBackCommand } from '#libs/ledger/index.js';
import { micro } from '../../support/journal/event-builders.js';
import { DAY, Workbench } from './workbench.js';

let bench: Workbench;

beforeEach(async () => {
  bench = await new Workbench().open();
  await bench.price('m');
  await bench.openAccount('a');
  const costBasis = { amountMinor: 1_000n, currency: 'CNY', taxIncluded: true };
  const grant = { type: 'GrantCredits', account: 'a', source: 'top_up', scope: UNSCOPED, paymentRef: 'pay-1' } as const;
  await bench.command({ ...grant, grant: 'pack', amountMicro: micro(100), costBasis });
});

afterEach(() => bench.remove());

const reversal = (kind: 'refund' | 'chargeback', grant = 'pack'): MoneyBackCommand => {
  return { type: 'ReversePurchase', account: 'a', grant, kind, reason: 'asked for' };
};

describe('a purchase undone (rule 32)', () => {
  it('knows from the journal what the purchase was used for, usage charged a moment ago included', async () => {
    await bench.feed(0, { id: 'one', input: 25 });
    expect(await bench.command(reversal('chargeback'), 'k')).toMatchObject({
      type: 'accepted',
      event: { data: { unusedMicro: 75n, overage: [{ amountMicro: 25n }], lines: [{ amountMinor: -1_000n }] } },
    });
  });

  it('makes overage of all that was used when nothing is left of it', async () => {
    await bench.feed(0, { id: 'one', input: 60 }, { id: 'two', input: 60 });
    expect(await bench.command(reversal('chargeback'), 'k')).toMatchObject({
      event: { data: { unusedMicro: 0n, overage: [{ amountMicro: 100n }] } },
    });
  });

  it('counts as used what is rolled over by a seal that is due in front of the very decision', async () => {
    const costBasis = { amountMinor: 1_000n, currency: 'CNY', taxIncluded: true };
    await bench.command({
      type: 'GrantCredits',
      account: 'a',
      source: 'top_up',
      scope: UNSCOPED,
      paymentRef: 'pay-2',
      grant: 'rolling',
      amountMicro: micro(100),
      expiresAt: bench.now + DAY,
      rollover: { maxMicro: micro(30) },
      costBasis,
    });
    bench.now += 40 * DAY;
    expect(await bench.command(reversal('chargeback', 'rolling'), 'k')).toMatchObject({
      event: { data: { unusedMicro: 0n, overage: [{ amountMicro: 30n }], lines: [{ amountMinor: -1_000n }] } },
    });
  });

  it('C1: is undone once; under its key it says so again, under another it is refused', async () => {
    expect(await bench.command(reversal('refund'), 'k')).toMatchObject({ type: 'accepted', replayed: false });
    expect(await bench.command(reversal('refund'), 'k')).toMatchObject({ type: 'accepted', replayed: true });
    const again = await bench.command(reversal('chargeback'), 'other');
    expect(again).toMatchObject({ rejection: { code: 'purchase_already_reversed' } });
    expect(await bench.command(reversal('refund', 'none'), 'n')).toMatchObject({
      rejection: { code: 'grant_unknown' },
    });
  });
});

describe('a credit note (rule 27)', () => {
  const note = (amountMinor: bigint, line = '0-1'): MoneyBackCommand => {
    return { type: 'IssueCreditNote', account: 'a', line, amountMinor, reason: 'goodwill' };
  };

  it('finds the line of a period that was sealed long ago, and of one that is sealed by this very decision', async () => {
    const lines = async () =>
      (await bench.events('a')).flatMap((event) => (event.type === 'CreditNoteIssued' ? event.data.lines : []));
    bench.now += 40 * DAY;
    expect(await bench.command(note(300n), 'k-1')).toMatchObject({ type: 'accepted' });
    expect(await bench.typesOf('a')).toContain('PeriodSealed');
    await bench.reopen();
    expect(await bench.command(note(700n), 'k-2')).toMatchObject({ type: 'accepted' });
    expect((await lines()).map(({ amountMinor, corrects }) => [amountMinor, corrects])).toEqual([
      [-300n, '0-1'],
      [-700n, '0-1'],
    ]);
    expect(await bench.command(note(1n), 'k-3')).toMatchObject({ rejection: { code: 'credit_exceeds_line' } });
    expect(await bench.command(note(1n, '0-9'), 'k-4')).toMatchObject({ rejection: { code: 'line_unknown' } });
  });
});
