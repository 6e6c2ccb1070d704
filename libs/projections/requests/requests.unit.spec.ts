import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { OPEN } from '../../../test/support/ledger/samples.js';
import { anyLife, journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { textHash } from './text-hash.js';
import type { RequestTree } from './request-view.js';

/** Different texts with one hash. */
const COLLIDING = ['c8906', 'cc10a0'] as const;

function account(): AccountLife {
  return new AccountLife(...OPEN).grant('g', 10_000);
}

function treeOf(life: AccountLife, requestId: string): Promise<RequestTree | undefined> {
  return afterProjecting(journalOf(life), ({ requests }) => requests.tree('a', requestId));
}

function callsOf(tree: RequestTree | undefined): readonly string[] {
  return tree?.calls.map(({ depth, receipt }) => `${depth} ${receipt.usage.id}`) ?? [];
}

/** A user's request, two calls under it, one under the second, and another request. */
function agentRun(): AccountLife {
  return account()
    .charge('u1', [['input', 10]], { requestId: 'user-1' })
    .charge('u2', [['input', 0]], { requestId: 'c-1', parentRequestId: 'user-1' })
    .charge('u3', [['input', 5]], { requestId: 'c-2', parentRequestId: 'user-1' })
    .charge('u4', [['output', 3]], { requestId: 'c-3', parentRequestId: 'c-2' })
    .charge('u5', [['input', 99]], { requestId: 'user-2' });
}

describe('a request tree', () => {
  it('holds the request and every call under it at any depth, those at zero included', async () => {
    const tree = await treeOf(agentRun(), 'user-1');
    expect(callsOf(tree)).toEqual(['0 u1', '1 u2', '1 u3', '2 u4']);
    expect(tree).toMatchObject({
      complete: true,
      totals: {
        calls: 4,
        chargedMicro: 18n,
        netMicro: 18n,
        quantities: [
          { kind: 'input', quantity: 3n },
          { kind: 'output', quantity: 1n },
        ],
      },
    });
    expect(tree?.calls[1]?.receipt).toMatchObject({ totalMicro: 0n, components: [{ kind: 'input', quantity: 1 }] });
  });

  it('of a call in it is the part under it', async () => {
    expect(callsOf(await treeOf(agentRun(), 'c-2'))).toEqual(['0 u3', '1 u4']);
  });

  it('of a request that was never charged itself is what it triggered', async () => {
    const life = account().charge('u1', [['input', 1]], { requestId: 'c-1', parentRequestId: 'chat-7' });
    expect(callsOf(await treeOf(life, 'chat-7'))).toEqual(['1 u1']);
  });

  it('of a request nobody named is none', async () => {
    expect(await treeOf(agentRun(), 'user-3')).toBeUndefined();
  });

  it('gains what is charged late, and before its cause', async () => {
    const life = account().charge('u0', [['input', 1]], { requestId: 'c-4', parentRequestId: 'c-2' });
    life.charge('u1', [['input', 1]], { requestId: 'c-2', parentRequestId: 'user-1' });
    life.now += 5 * 86_400_000;
    life.charge('u9', [['input', 2]], { requestId: 'c-9', parentRequestId: 'user-1' });
    expect(callsOf(await treeOf(life, 'user-1'))).toEqual(['2 u0', '1 u1', '1 u9']);
  });

  it('holds all charges of one request, and shows what was corrected: charged and net (rule 27)', async () => {
    const life = agentRun().charge('u6', [['input', 4]], { requestId: 'c-2' });
    life.correct('u3', undefined, { reason: 'told twice' });
    const tree = await treeOf(life, 'c-2');
    expect(callsOf(tree)).toEqual(['0 u3', '1 u4', '0 u6']);
    expect(tree?.totals).toMatchObject({ calls: 3, chargedMicro: 12n, netMicro: 7n });
    expect(tree?.calls[0]?.receipt).toMatchObject({
      totalMicro: 5n,
      corrections: [{ reason: 'told twice', totalMicro: 0n }],
      net: { totalMicro: 0n },
    });
  });

  it('ends where calls name each other as their cause', async () => {
    const life = account()
      .charge('u1', [['input', 1]], { requestId: 'x', parentRequestId: 'y' })
      .charge('u2', [['input', 1]], { requestId: 'y', parentRequestId: 'x' })
      .charge('u3', [['input', 1]], { requestId: 'z', parentRequestId: 'z' });
    expect(callsOf(await treeOf(life, 'x'))).toEqual(['0 u1', '1 u2']);
    expect(callsOf(await treeOf(life, 'z'))).toEqual(['0 u3']);
  });

  it('is found over many pages of the index', async () => {
    const life = account();
    for (let call = 0; call < 150; call += 1) {
      life.charge(`u${call}`, [['input', 1]], { requestId: `r-${call}`, parentRequestId: `p-${call % 50}` });
    }
    expect(callsOf(await treeOf(life, 'p-49'))).toEqual(['1 u49', '1 u99', '1 u149']);
    expect(callsOf(await treeOf(life, 'r-77'))).toEqual(['0 u77']);
  });

  it('of more than 1,000 calls shows those nearest to the request, and says that there are more', async () => {
    const life = account().charge('deep', [['input', 1]], { requestId: 'd', parentRequestId: 'r-0' });
    for (let call = 0; call < 1_000; call += 1) {
      life.charge(`u${call}`, [['input', 1]], { requestId: `r-${call}`, parentRequestId: 'user-1' });
    }
    const tree = await treeOf(life, 'user-1');
    expect(tree).toMatchObject({ complete: false, totals: { calls: 1_000, netMicro: 1_000n } });
    expect(callsOf(tree)).not.toContain('2 deep');
    expect(await treeOf(life, 'r-0')).toMatchObject({ complete: true, totals: { calls: 2 } });
  });

  it('is bounded where all calls of an account name one cause', async () => {
    const life = account();
    for (let call = 0; call < 1_100; call += 1) {
      life.charge(`u${call}`, [['input', 1]], { requestId: 'one', parentRequestId: 'none' });
    }
    expect(await treeOf(life, 'none')).toMatchObject({ complete: false, totals: { calls: 1_000 } });
  });

  it('tells requests with one hash apart, by what the debits say', async () => {
    expect(textHash(COLLIDING[0])).toBe(textHash(COLLIDING[1]));
    const life = account();
    for (const requestId of COLLIDING) life.charge(requestId, [['input', 1]], { requestId });
    expect(callsOf(await treeOf(life, COLLIDING[0]))).toEqual([`0 ${COLLIDING[0]}`]);
  });
});

describe('every debit there is', () => {
  it('is found by its request, with the receipt its usage key gives, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, (life) =>
        afterProjecting(journalOf(life), async ({ requests, receipts }) => {
          for (const { type, data } of life.events) {
            if (type !== 'UsageCharged') continue;
            const { source, id, requestId } = data.usage;
            const calls = (await requests.tree('a', requestId))?.calls.map(({ receipt }) => receipt);
            expect(calls).toEqual([await receipts.receipt({ source, id })]);
          }
        }),
      ),
      { numRuns: 15 },
    );
  });
});

describe('what was charged on a reservation (rule 23)', () => {
  it('is listed page by page', async () => {
    const life = account();
    for (let call = 0; call < 70; call += 1) {
      life.charge(`u${call}`, [['input', 1]], call % 30 === 0 ? { reservationId: 'run-1' } : {});
    }
    const [first, second, none] = await afterProjecting(journalOf(life), async ({ requests }) => {
      const page = await requests.ofReservation('a', 'run-1', { limit: 2 });
      const more = await requests.ofReservation('a', 'run-1', { limit: 2, after: page.next! });
      return [page, more, await requests.ofReservation('a', 'run-2', { limit: 2 })];
    });
    expect(first?.items.map(({ usage }) => usage.id)).toEqual(['u0', 'u30']);
    expect(second).toMatchObject({ items: [{ usage: { id: 'u60' } }], next: null });
    expect(none?.items).toEqual([]);
  });
});
