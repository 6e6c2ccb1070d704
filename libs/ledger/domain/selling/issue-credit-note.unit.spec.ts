import { describe, expect, it } from '@jest/globals';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { FEBRUARY, GRACE } from '../../../../test/support/ledger/samples.js';
import type { AccountCommand, IssueCreditNote } from '../commands.js';
import { UNSCOPED } from '../terms.js';

function withPurchase(): AccountLife {
  const life = new AccountLife();
  const costBasis = { amountMinor: 500n, currency: 'CNY', taxIncluded: true };
  const grant = {
    type: 'GrantCredits',
    account: 'a',
    grant: 'pack',
    source: 'top_up',
    scope: UNSCOPED,
    costBasis,
  } as const;
  return life.done(life.command({ ...grant, amountMicro: 50n as never, paymentRef: 'pay-1' }));
}

function note(life: AccountLife, more: Partial<IssueCreditNote> = {}): AccountCommand {
  return life.command({
    type: 'IssueCreditNote',
    account: 'a',
    line: '0-1',
    amountMinor: 200n,
    reason: 'goodwill',
    sealedLine: undefined,
    ...more,
  });
}

describe('a credit note (rule 27)', () => {
  it('gives money back on a line of the open period, and moves no credits', () => {
    const life = withPurchase();
    life.done(note(life));
    expect(life.last('CreditNoteIssued').lines).toMatchObject([
      {
        line: '0-2',
        kind: 'credit',
        amountMinor: -200n,
        corrects: '0-1',
        subject: 'pack',
        creditsMicro: 0n,
        payment: 'bill',
      },
    ]);
    expect(life.state.remainingMicro).toBe(50n);
  });

  it('on a line of a sealed period stands on the open bill; the sealed one is unchanged', () => {
    const life = withPurchase();
    life.now = FEBRUARY + GRACE;
    life.dueWork();
    const sealed = life.last('PeriodSealed');
    life.done(note(life, { sealedLine: sealed.lines[0] }));
    expect(life.last('CreditNoteIssued').lines[0]).toMatchObject({ line: '1-1', corrects: '0-1' });
    expect(life.last('PeriodSealed')).toEqual(sealed);
  });

  it('C4: all notes on a line together give back no more than it collected', () => {
    const life = withPurchase();
    life.done(note(life)).done(note(life));
    expect(life.refused(note(life))).toEqual({ code: 'credit_exceeds_line', line: '0-1', leftMinor: 100n });
    life.done(note(life, { amountMinor: 100n }));
    expect(life.refused(note(life, { amountMinor: 1n })).code).toBe('credit_exceeds_line');
  });

  it('gives nothing back on a line that gives back itself', () => {
    const life = withPurchase();
    life.done(note(life));
    expect(life.refused(note(life, { line: '0-2', amountMinor: 1n })).code).toBe('credit_exceeds_line');
  });

  it('is refused for no money and for no line', () => {
    const life = withPurchase();
    expect(life.refused(note(life, { amountMinor: 0n })).code).toBe('credit_not_positive');
    expect(life.refused(note(life, { line: '0-9' }))).toEqual({ code: 'line_unknown', line: '0-9' });
  });
});
