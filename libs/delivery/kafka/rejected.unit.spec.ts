import { describe, expect, it } from '@jest/globals';
import type { OriginalRecord } from '#libs/journal/ports/intake-facts.js';
import type { PageRequest, RefusedFilter, RefusedRow } from '#libs/journal/ports/intake-records.port.js';
import { KeepingPublisher } from '../../../test/support/delivery/keeping-publisher.js';
import { faultsOf } from '../../../test/support/delivery/published-schemas.js';
import { RejectedFeed } from './rejected-feed.js';
import { RejectedProgress } from './rejected-progress.js';

const NOON = Date.UTC(2026, 5, 1, 12);

/** Rejections as a test adds them. */
class Rejections {
  readonly rows: RefusedRow[] = [];
  readonly originals = new Map<number, OriginalRecord | null>();

  add(usageSource: string | null, original: OriginalRecord | null): void {
    const id = this.rows.length + 1;
    this.rows.push({
      id,
      source: 'kafka:cluster/metering.usage.v1/0#1',
      offset: 40 + id,
      receivedAt: NOON + id,
      code: 'member_missing',
      sentence: 'The member data is required.',
      pointer: usageSource === null ? null : '/data',
      usageSource,
      usageId: usageSource === null ? null : 'call-1',
      digest: 'ab'.repeat(32),
    } as RefusedRow);
    this.originals.set(id, original);
  }

  refused(_filter: RefusedFilter, { after, limit }: PageRequest): Promise<readonly RefusedRow[]> {
    return Promise.resolve(this.rows.filter(({ id }) => id > after).slice(0, limit));
  }

  refusedOriginal(id: number): Promise<OriginalRecord | null | undefined> {
    return Promise.resolve(this.originals.get(id));
  }
}

function parts() {
  const records = new Rejections();
  const publisher = new KeepingPublisher();
  return { records, publisher, feed: new RejectedFeed({ records, publisher, ledgerId: 'ledger-1' }) };
}

describe('the topic of rejected usage', () => {
  it('tells why, and brings the bytes as they came', async () => {
    const { records, publisher, feed } = parts();
    const bytes = Buffer.from([0xff, 0x00, 0x7b]);
    records.add('gateway/x', { bytes, headers: [['content-type', 'text/plain']] });
    records.add(null, { bytes: null, headers: [] });
    expect(await feed.tell(0, 2)).toBe(2);
    expect(publisher.messages.flatMap((message) => faultsOf(message))).toEqual([]);
    expect(publisher.messages).toMatchObject([
      {
        id: 'ledger-1-rejected-1',
        key: 'gateway/x',
        data: {
          code: 'member_missing',
          original: { bytes: bytes.toString('base64'), headers: [{ name: 'content-type', value: 'text/plain' }] },
        },
      },
      { id: 'ledger-1-rejected-2', key: 'kafka:cluster/metering.usage.v1/0#1', data: { original: { bytes: null } } },
    ]);
  });

  it('brings no bytes that the ledger has erased, and none that would not fit a message (rule 38)', async () => {
    const { records, publisher, feed } = parts();
    records.add('gateway/x', null);
    records.add('gateway/x', { bytes: Buffer.alloc(512 * 1024 + 1), headers: [] });
    await feed.tell(0, 2);
    expect(publisher.messages.map(({ data }) => data['original'])).toEqual([null, null]);
  });

  it('always fits a record of a broker that takes 1 MiB, whatever its headers are', async () => {
    const { records, publisher, feed } = parts();
    records.add('gateway/x', { bytes: Buffer.alloc(512 * 1024 - 300), headers: [['content-type', 'text/plain']] });
    records.add('gateway/x', { bytes: Buffer.alloc(500 * 1024), headers: [['x', 'y'.repeat(400 * 1024)]] });
    records.add('gateway/x', { bytes: null, headers: [['x', '\0'.repeat(400 * 1024)]] });
    await feed.tell(0, 3);
    expect(publisher.messages.map(({ data }) => data['original'] === null)).toEqual([false, true, true]);
    for (const { value } of publisher.messages) expect(Buffer.byteLength(value)).toBeLessThan(1_000_000);
  });

  it('goes with the time of its receipt, so that the topic forgets it when the ledger does (rule 38)', async () => {
    const { records, publisher, feed } = parts();
    records.add('gateway/x', null);
    await feed.tell(0, 1);
    expect(publisher.messages.map(({ timestamp }) => timestamp)).toEqual([NOON + 1]);
  });

  it('tells no further than asked, and some of many at a time', async () => {
    const { records, publisher, feed } = parts();
    for (let added = 0; added < 120; added += 1) records.add('gateway/x', null);
    expect(await feed.tell(0, 10)).toBe(10);
    expect(await feed.tell(10, 120)).toBe(60);
    expect(publisher.messages.map(({ data }) => data['rejection'])).toEqual(
      Array.from({ length: 60 }, (_, at) => at + 1),
    );
  });
});

describe('the numbers of rejections', () => {
  it('are followed as they grow', async () => {
    const { records } = parts();
    const progress = new RejectedProgress(records);
    expect(await progress.position()).toBe(0);
    records.add(null, null);
    records.add(null, null);
    expect(await progress.position()).toBe(2);
    records.add(null, null);
    expect(await progress.position()).toBe(3);
  });

  it('show a ledger that has fewer of them than were told', async () => {
    const { records } = parts();
    records.add(null, null);
    expect(await new RejectedProgress(records).head(1)).toBe(1);
    expect(await new RejectedProgress(records).head(5)).toBeLessThan(5);
  });
});
