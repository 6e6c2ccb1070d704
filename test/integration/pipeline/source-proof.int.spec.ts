import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SourceProof } from '#libs/journal/ports/source-proofs.port.js';
import { SqliteSourceProofs } from '#libs/platform/sqlite/journal/sqlite-source-proofs.js';
import { byHand } from '../../support/journal/changed-by-hand.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';
import { NO_OUTCOMES, record, SOURCE, Workbench, type Told } from './workbench.js';

const RUNS = 25;

describe('the proof of a source (rule 37)', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.price('m');
    await bench.openAccount('a');
  });

  afterEach(() => bench.remove());

  const proofs = async (source?: string): Promise<readonly SourceProof[]> => {
    const found: SourceProof[] = [];
    for await (const proof of bench.ledger.sourceProofs.prove(source === undefined ? {} : { source }))
      found.push(proof);
    return found;
  };

  it('says which offsets were read, and which of them held no record: compaction and markers leave gaps', async () => {
    await bench.intake([10, 11, 15, 19].map((offset) => record(offset, { id: `x-${offset}` })));
    await bench.intake([record(22, 'not an event')]);
    expect(await proofs()).toEqual([
      {
        source: SOURCE,
        ...{ firstOffset: 10, lastOffset: 22, received: 5, gaps: 3, skipped: 8 },
        counts: { ...NO_OUTCOMES, charged: 4, rejected: 1 },
        later: { waiting: 0, released: NO_OUTCOMES, replayed: NO_OUTCOMES },
        holds: true,
        differences: [],
      },
    ]);
  });

  it('is one for each incarnation of a topic partition, and one alone where it is asked for', async () => {
    const again = 'kafka:test/metering.usage.v1/0#2';
    await bench.feed(0, { id: 'x' });
    await bench.intake([record(0, { id: 'x' })], again);
    expect((await proofs()).map(({ source, counts }) => [source, counts.charged, counts.duplicate])).toEqual([
      [SOURCE, 1, 0],
      [again, 0, 1],
    ]);
    expect((await proofs(again)).map(({ source }) => source)).toEqual([again]);
    expect(await proofs('kafka:nobody')).toEqual([]);
  });

  it('counts what was released later apart', async () => {
    await bench.feed(0, { id: 'x', account: 'b' }, { id: 'y', account: 'c' });
    await bench.openAccount('b');
    const [proof] = await proofs();
    expect(proof).toMatchObject({ counts: { held: 2, charged: 0 }, holds: true });
    expect(proof?.later).toMatchObject({ waiting: 1, released: { charged: 1 } });
  });

  it('is as of one moment, while the intake goes on', async () => {
    await bench.feed(0, { id: 'x' });
    const proving = bench.ledger.sourceProofs.prove();
    const [proof] = await Promise.all([firstOf(proving), bench.feed(1, { id: 'y' }), bench.openAccount('b')]);
    expect(proof).toMatchObject({ holds: true });
  });

  it('holds up nobody, however long it takes: originals are erased meanwhile (rule 38)', async () => {
    await bench.feed(0, { id: 'x' });
    const proving = bench.ledger.sourceProofs.prove()[Symbol.asyncIterator]();
    await proving.next();
    await bench.feed(1, { id: 'y', account: 'nobody' });
    const began = performance.now();
    expect(await bench.ledger.intakeRecords.eraseOriginals(bench.now + 1)).toBe(1);
    expect(performance.now() - began).toBeLessThan(2_000);
    await proving.return?.();
  });

  it('holds for every history, and counts what a reader of the topic would count', async () => {
    let nth = 0;
    const told = fc.oneof(
      fc.record({ id: fc.constantFrom('p', 'q', 'r'), input: fc.constantFrom(1, 2) }),
      fc.record({ id: fc.uuid(), account: fc.constantFrom('a', 'nobody') }),
      fc.constant('not an event'),
    );
    const batch = fc.record({
      skip: fc.nat(3),
      records: fc.array(told, { minLength: 1, maxLength: 6 }),
      again: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
        const source = `kafka:any/t/${(nth += 1)}#1`;
        const offsets = await tell(bench, source, batches);
        const [proof] = await proofs(source);
        expect(proof).toMatchObject({ holds: true, differences: [], received: offsets.size });
        const span = proof!.lastOffset! - proof!.firstOffset! + 1;
        expect([proof!.firstOffset, proof!.lastOffset]).toEqual([Math.min(...offsets), Math.max(...offsets)]);
        expect(span - proof!.skipped).toBe(offsets.size);
        expect(Object.values(proof!.counts).reduce((sum, count) => sum + count)).toBe(offsets.size);
        expect(await bench.ledger.intakeRecords.outcomes(source, 0, 10_000)).toEqual(proof!.counts);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the proof of a source that somebody changed (rule 37)', () => {
  let folder: TemporaryFolder;
  let path: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    path = join(folder.path, 'ledger.db');
    const bench = await new Workbench({ dataDir: folder.path }).open();
    await bench.feed(0, { id: 'x', account: 'b' });
    await bench.intake([record(4, 'not an event'), record(6, 'nor this')]);
    await bench.ledger.close();
  });

  afterEach(() => folder.remove());

  it.each([
    ['a total', 'UPDATE sources SET held = 0', 'held: its total says 0, its outcomes 1'],
    [
      'an outcome',
      "UPDATE outcome_ranges SET outcomes = x'00' WHERE first_offset = 0",
      'charged: its total says 0, its outcomes 1',
    ],
    [
      'a code nobody knows',
      "UPDATE outcome_ranges SET outcomes = x'09' WHERE first_offset = 0",
      'offsets 0 to 0 have an outcome nobody knows: 9',
    ],
    [
      'an outcome too few',
      "UPDATE outcome_ranges SET outcomes = x'03' WHERE first_offset = 4",
      'offsets 4 to 6 do not have one outcome each',
    ],
    [
      'a list of offsets',
      "UPDATE outcome_ranges SET offsets = '[4,4]' WHERE first_offset = 4",
      'offsets 4 to 6 do not have one outcome each',
    ],
    [
      'a range that overlaps',
      "INSERT INTO outcome_ranges VALUES (1, 5, 5, NULL, x'03')",
      'offsets 5 to 5 are counted more than once',
    ],
    [
      'how far it was read',
      'UPDATE sources SET next_offset = 9',
      'the next offset to be read is 9, the one behind the last outcome 7',
    ],
    ['a rejected record', 'DELETE FROM refused WHERE id = 1', 'rejected: records kept are 1, outcomes 2'],
    ['a held record', 'DELETE FROM held', 'held: records kept are 0, outcomes and replays 1'],
  ])('does not hold, and names the difference: %s', async (_, sql, difference) => {
    expect((await firstOf(new SqliteSourceProofs(path).prove()))?.differences).toEqual([]);
    byHand(path, sql);
    const proof = await firstOf(new SqliteSourceProofs(path).prove());
    expect(proof?.holds).toBe(false);
    expect(proof?.differences).toContain(difference);
  });

  it('ends early in the middle of a source that has a long history, and proves nothing of it', async () => {
    byHand(
      path,
      `WITH RECURSIVE n(at) AS (SELECT 1000 UNION ALL SELECT at + 1 FROM n WHERE at < 3000)
      INSERT INTO outcome_ranges SELECT 1, at, at, NULL, x'00' FROM n`,
    );
    const ending = new AbortController();
    let told = 0;
    const onProgress = (): void => {
      told += 1;
      ending.abort();
    };
    const proof = await firstOf(new SqliteSourceProofs(path).prove({ signal: ending.signal, onProgress }));
    expect([proof, told]).toEqual([undefined, 1]);
  });
});

interface ToldBatch {
  readonly skip: number;
  readonly records: readonly (Told | string)[];
  /** How many of its records are delivered once more. */
  readonly again: number;
}

/** @returns every offset that was delivered */
async function tell(bench: Workbench, source: string, batches: readonly ToldBatch[]): Promise<ReadonlySet<number>> {
  const offsets = new Set<number>();
  let next = 0;
  for (const { skip, records, again } of batches) {
    const batch = records.map((told, at) => record(next + skip + at * (1 + (skip % 2)), told));
    await bench.intake(batch, source);
    if (again > 0) await bench.intake(batch.slice(-again), source);
    batch.forEach(({ offset }) => offsets.add(offset));
    next = batch.at(-1)!.offset + 1;
  }
  return offsets;
}

async function firstOf(proofs: AsyncIterable<SourceProof>): Promise<SourceProof | undefined> {
  for await (const proof of proofs) return proof;
  return undefined;
}
