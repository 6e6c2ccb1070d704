import { describe, expect, it } from '@jest/globals';
import { CREDITS_MAX } from '#libs/kernel/index.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { FEBRUARY, GRACE, NOW } from '../../../test/support/ledger/samples.js';
import type { AccountCommand } from './commands.js';
import { UNSCOPED } from './terms.js';

const TOO_MUCH = { code: 'amount_out_of_range', account: 'a' } as const;

function topUp(life: AccountLife, grant: string, amount: bigint): AccountCommand {
  return life.command({
    type: 'GrantCredits',
    account: 'a',
    grant,
    source: 'top_up',
    amountMicro: micro(amount),
    scope: UNSCOPED,
  });
}

describe('at the end of 64 bits (rule 1)', () => {
  it('a correction that would leave more used in one period is refused, though grants could pay for it', () => {
    const life = new AccountLife().grant('g', CREDITS_MAX - 10n).charge('much', [['input', CREDITS_MAX - 10n]]);
    life.grant('h', 10).charge('little', [['input', 1]], { member: 'm-1' });
    expect(life.refused(life.correction('little', [11]))).toEqual(TOO_MUCH);
    life.correct('little', [10]);
    expect(life.state.periods[0]!.usedMicro).toBe(CREDITS_MAX);
  });

  it('usage that would leave more used by one member is held, though a correction makes room in its period', () => {
    const life = new AccountLife().grant('g', CREDITS_MAX).charge('before', [['input', CREDITS_MAX]]);
    life.now = FEBRUARY;
    life.done(topUp(life, 'h', CREDITS_MAX));
    life.now = FEBRUARY + GRACE;
    life
      .dueWork()
      .charge('all', [['input', CREDITS_MAX]], { member: 'm-1' })
      .correct('before', undefined);
    expect(life.state.periods[0]!.usedMicro).toBe(0n);
    expect(() => life.charge('more', [['input', 1]], { member: 'm-1' })).toThrow('amount_out_of_range');
    expect(() => life.charge('other', [['input', 1]])).not.toThrow();
  });

  it('a correction counts what it gives back to grants together with what it gives anew', () => {
    const life = new AccountLife().grant('ended', 15, { expiresAt: NOW + 1, priority: 1 });
    life.grant('live', CREDITS_MAX - 15n).charge('call', [['input', CREDITS_MAX]]);
    life.now = FEBRUARY + GRACE;
    life.dueWork().grant('other', 10);
    expect(life.refused(life.correction('call', undefined))).toEqual(TOO_MUCH);
    life.correct('call', [10]);
    expect(life.state.remainingMicro).toBe(CREDITS_MAX);
  });

  it('room is kept for a transfer that may come back', () => {
    const life = new AccountLife().grant('g', CREDITS_MAX);
    const policy = { promotional: false, free: false };
    const transfer = { account: 'a', transfer: 't' } as const;
    life.done(life.command({ type: 'SendTransfer', ...transfer, to: 'b', amountMicro: micro(CREDITS_MAX), policy }));
    life.now = FEBRUARY;
    expect(life.refused(topUp(life, 'h', 1n))).toEqual({ code: 'balance_out_of_range', account: 'a' });
    life.done(returned(life));
    expect(life.remaining('g')).toBe(CREDITS_MAX);
  });
});

function returned(life: AccountLife): AccountCommand {
  const context = { clock: life.clock, alreadyDone: false, idUsed: false };
  return { type: 'ReturnTransfer', account: 'a', transfer: 't', reason: 'account_closed', context };
}
