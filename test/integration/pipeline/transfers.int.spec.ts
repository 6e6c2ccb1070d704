import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountAggregate, type OpenAccountState, type SendTransfer } from '#libs/ledger/index.js';
import { micro } from '../../support/journal/event-builders.js';
import { UNSCOPED } from '#libs/ledger/contract.js';
import { Workbench } from './workbench.js';

let bench: Workbench;

beforeEach(async () => {
  bench = await new Workbench().open();
  for (const account of ['a', 'b']) {
    await bench.openAccount(account);
    const grant = { type: 'GrantCredits', account, source: 'top_up', scope: UNSCOPED } as const;
    await bench.command({ ...grant, grant: 'g', amountMicro: micro(100) });
  }
});

afterEach(() => bench.remove());

function transfer(from: string, to: string, more: Partial<SendTransfer> = {}): SendTransfer {
  const policy = { promotional: false, free: false };
  return { type: 'SendTransfer', account: from, transfer: 't', to, amountMicro: micro(30), policy, ...more };
}

const send = (command: SendTransfer, idempotencyKey: string) =>
  bench.ledger.transfers.send(command, { client: 'operator', idempotencyKey, receivedAt: bench.now });

async function state(account: string): Promise<OpenAccountState> {
  const events = await bench.events(account);
  return events.reduce(accountAggregate.evolve, accountAggregate.initial) as OpenAccountState;
}

const close = (account: string) =>
  bench.command({ type: 'SetAccountStatus', account, status: 'closed', reason: 'gone' });

describe('a transfer between accounts (rule 33)', () => {
  it('takes its two steps and ends, each record a consequence of the command that sent it', async () => {
    expect(await send(transfer('a', 'b'), 'k')).toMatchObject({ type: 'accepted', status: 'completed', reason: null });
    expect(await bench.typesOf('a')).toEqual([
      'AccountOpened',
      'PeriodOpened',
      'CreditsGranted',
      'TransferSent',
      'TransferCompleted',
    ]);
    expect((await state('a')).remainingMicro).toBe(70n);
    expect((await state('b')).remainingMicro).toBe(130n);
    const [sent] = (await bench.records('a')).filter(({ event }) => event.type === 'TransferSent');
    const received = (await bench.records('b')).at(-1)!;
    const { cause } = sent!.meta;
    expect(received.meta.cause).toEqual(
      cause.type === 'command' && { type: 'consequence', client: cause.client, key: cause.key },
    );
  });

  it('T1: sent twice with one key it moves the credits once', async () => {
    const [first, second] = await Promise.all([send(transfer('a', 'b'), 'k'), send(transfer('a', 'b'), 'k')]);
    expect([first, second].map((answer) => answer.type === 'accepted' && answer.replayed).sort()).toEqual([
      false,
      true,
    ]);
    expect(await send(transfer('a', 'b'), 'other')).toMatchObject({ rejection: { code: 'transfer_exists' } });
    expect([(await state('a')).remainingMicro, (await state('b')).remainingMicro]).toEqual([70n, 130n]);
  });

  it.each([
    ['was never opened', 'account_unknown', 'nobody'],
    ['is closed', 'account_closed', 'b'],
  ])('goes back into the grants it came from when the receiver %s', async (_, reason, to) => {
    await close('b');
    expect(await send(transfer('a', to), 'k')).toMatchObject({ type: 'accepted', status: 'returned', reason });
    const { grants, transfers } = await state('a');
    expect([grants.map(({ grant, remainingMicro }) => [grant, remainingMicro]), transfers]).toEqual([
      [['g', 100n]],
      [],
    ]);
    expect(await send(transfer('a', to), 'k')).toMatchObject({ replayed: true, status: 'returned', reason });
  });

  it.each([1, 2])(
    'a process that ends after step %i leaves a transfer that the next one finishes, once',
    async (steps) => {
      bench.failAppendsAfter(steps);
      await expect(send(transfer('a', 'b'), 'k')).rejects.toThrow('the disk is gone');
      await bench.reopen();
      expect((await state('a')).transfers).toHaveLength(1);

      await bench.ledger.transfers.finish('a');
      await bench.ledger.transfers.finish('a');

      expect((await state('a')).transfers).toEqual([]);
      expect([(await state('a')).remainingMicro, (await state('b')).remainingMicro]).toEqual([70n, 130n]);
      expect(await send(transfer('a', 'b'), 'k')).toMatchObject({ replayed: true, status: 'completed' });
    },
  );

  it('what has arrived is completed, never returned, though the receiver would refuse it now', async () => {
    bench.failAppendsAfter(2);
    await expect(send(transfer('a', 'b'), 'k')).rejects.toThrow();
    await bench.reopen();
    await close('b');
    await bench.ledger.transfers.finish('a');
    expect((await bench.typesOf('a')).at(-1)).toBe('TransferCompleted');
    expect([(await state('a')).remainingMicro, (await state('b')).remainingMicro]).toEqual([70n, 130n]);
  });

  it('K3: opposite transfers at once do not wait for each other, and no credit is lost', async () => {
    const back = Array.from({ length: 10 }, (_, at) =>
      send(transfer('b', 'a', { transfer: `b-${at}`, amountMicro: micro(7) }), `b-${at}`),
    );
    const forth = Array.from({ length: 10 }, (_, at) =>
      send(transfer('a', 'b', { transfer: `a-${at}`, amountMicro: micro(9) }), `a-${at}`),
    );
    const answers = await Promise.all([...back, ...forth]);
    expect(answers.every((answer) => answer.type === 'accepted' && answer.status === 'completed')).toBe(true);
    expect([(await state('a')).remainingMicro, (await state('b')).remainingMicro]).toEqual([80n, 120n]);
  });
});
