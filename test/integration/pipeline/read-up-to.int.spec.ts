import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UNSCOPED } from '#libs/ledger/index.js';
import { SourceWatermarks } from '#libs/pipeline/index.js';
import { micro } from '../../support/journal/event-builders.js';
import { DAY, inShort, NOW, record, Workbench, type Told } from './workbench.js';

const GRACE = 3 * DAY;
const SLOW = 'kafka:test/usage/0#1';
const OTHER = 'kafka:test/usage/1#1';

/** Account `a` has a grant of 10 that expires in a day; it is taken after the grace. */
describe('usage decides what is due before it (rule 15)', () => {
  let watermarks: SourceWatermarks;
  let bench: Workbench;

  beforeEach(async () => {
    watermarks = new SourceWatermarks();
    bench = await new Workbench({ watermarks }).open();
    await bench.openAccount('a');
    await bench.price('m');
    const grant = { type: 'GrantCredits', account: 'a', source: 'promotion', scope: UNSCOPED } as const;
    await bench.command({ ...grant, amountMicro: micro(10), expiresAt: NOW + DAY, eligibleFrom: NOW - DAY });
    bench.now = NOW + 30 * DAY;
  });

  afterEach(() => bench.remove());

  async function streamed(source: string, offset: number, told: Told, receivedAt: number): Promise<string> {
    const { outcomes } = await bench.intake([record(offset, told, receivedAt)], source);
    return outcomes.map(inShort).join();
  }

  it('up to its own receipt, however late the ledger reads it', async () => {
    watermarks.register(SLOW);
    await streamed(SLOW, 0, { id: '1', occurredAt: NOW, input: 4 }, NOW + DAY + GRACE - 1);
    expect(await bench.typesOf('a')).not.toContain('GrantExpired');
    await streamed(SLOW, 1, { id: '2', occurredAt: NOW, input: 4 }, NOW + DAY + GRACE);
    expect((await bench.typesOf('a')).slice(-3)).toEqual(['UsageCharged', 'GrantExpired', 'UsageCharged']);
  });

  it('but takes nothing that a slower source may still want: its usage is paid by the grant it happened under', async () => {
    watermarks.register(SLOW);
    watermarks.register(OTHER);
    await streamed(OTHER, 0, { id: 'fast', occurredAt: NOW + 29 * DAY }, NOW + 29 * DAY);
    expect(await bench.typesOf('a')).not.toContain('GrantExpired');
    await streamed(SLOW, 0, { id: 'slow', occurredAt: NOW, input: 10 }, NOW + 1_000);
    const last = (await bench.events('a')).at(-1);
    expect(last).toMatchObject({
      type: 'UsageCharged',
      data: { remainingAfterMicro: 0n, allocations: [{ grant: '~1' }] },
    });
  });

  it('takes it once the slower source has been read past it', async () => {
    watermarks.register(SLOW);
    watermarks.register(OTHER);
    await streamed(SLOW, 0, { id: '1', occurredAt: NOW + 28 * DAY }, NOW + 28 * DAY);
    await streamed(OTHER, 0, { id: '2', occurredAt: NOW + 29 * DAY }, NOW + 29 * DAY);
    expect(await bench.typesOf('a')).toContain('GrantExpired');
  });

  it('counts as read only what is durable', async () => {
    watermarks.register(SLOW);
    bench.failAppendsAfter(0);
    await expect(streamed(SLOW, 0, { id: '1' }, NOW + 28 * DAY)).rejects.toThrow();
    expect(watermarks.readUpTo()).toBe(-Infinity);
    await bench.reopen();
    await streamed(SLOW, 0, { id: '1' }, NOW + 28 * DAY);
    expect(watermarks.readUpTo()).toBe(NOW + 28 * DAY);
  });

  it('waits for nobody where no source has a backlog: HTTP takes what is due', async () => {
    const { bytes, headers } = record(0, { id: '1', occurredAt: bench.now });
    await bench.ledger.intake.submit({
      source: 'http:gw',
      producer: { actor: 'gw', sources: ['*'] },
      records: [{ bytes, headers, receivedAt: bench.now }],
    });
    expect(await bench.typesOf('a')).toContain('GrantExpired');
    expect(watermarks.readUpTo()).toBe(Infinity);
  });
});
