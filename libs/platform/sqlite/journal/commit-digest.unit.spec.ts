import { describe, expect, it } from '@jest/globals';
import { CommitDigest, packChecksums, unpackChecksums } from './commit-digest.js';
import { packSegment, type PlacedRecord } from './segment.js';

const START = Buffer.alloc(32);
const PLACE = { firstPosition: 1, lastPosition: 2, firstStreamNo: 1 };

describe('the digest of a commit', () => {
  const record = (position: number, type: string, body: string): PlacedRecord => ({
    position,
    streamNo: 1,
    revision: position - 1,
    type,
    body: Buffer.from(body),
  });
  const digestOf = (records: readonly PlacedRecord[], streams: readonly string[] = [], place = PLACE): string => {
    const digest = new CommitDigest(START, place, streams);
    digest.addRows(records);
    return digest.finish().toString('hex');
  };

  it('H3: tells apart what reads alike one after the other: every part has its length', () => {
    const cut = [
      digestOf([record(1, 'Noted', 'ab'), record(2, 'Noted', 'c')]),
      digestOf([record(1, 'Noted', 'a'), record(2, 'Noted', 'bc')]),
      digestOf([record(1, 'Note', 'dab'), record(2, 'Note', 'dc')]),
      digestOf([record(1, 'Noted', 'abc')]),
      digestOf([record(1, 'Noted', 'ab'), record(2, 'Noted', 'c')], ['account-a', 'account-b']),
      digestOf([record(1, 'Noted', 'ab'), record(2, 'Noted', 'c')], ['account-a","account-b']),
      digestOf([record(1, 'Noted', 'ab'), record(2, 'Noted', 'c')], ['account-aaccount-b']),
    ];
    expect(new Set(cut).size).toBe(cut.length);
  });

  it('H4: is another where the same records stand elsewhere', () => {
    const records = [record(1, 'Noted', 'a'), record(2, 'Noted', 'b')];
    const places = [
      PLACE,
      { ...PLACE, firstStreamNo: 2 },
      { ...PLACE, lastPosition: 3 },
      { ...PLACE, firstPosition: 0 },
    ];
    expect(new Set(places.map((place) => digestOf(records, [], place))).size).toBe(places.length);
  });

  it('H2: is another where a stream has another name, of the same length too', () => {
    const records = [record(1, 'Noted', 'a')];
    expect(digestOf(records, ['account-a'])).not.toBe(digestOf(records, ['account-b']));
  });

  it('is another where the same records are stored another way', () => {
    const records = [record(1, 'Noted', 'a'), record(2, 'Noted', 'b')];
    const stored = (store: (digest: CommitDigest) => void): string => {
      const digest = new CommitDigest(START, PLACE, []);
      store(digest);
      return digest.finish().toString('hex');
    };
    const ways = [
      stored((digest) => digest.addRows(records)),
      stored((digest) => digest.addSegment(1, 2, packSegment(records))),
      stored((digest) => digest.addSegment(2, 3, packSegment(records))),
    ];
    expect(new Set(ways).size).toBe(ways.length);
  });

  it('follows from the commit before', () => {
    const after = (previous: Uint8Array) => new CommitDigest(previous, PLACE, []).finish().toString('hex');
    expect(after(START)).not.toBe(after(Buffer.alloc(32, 1)));
  });

  it('has a checksum of each stored row, and one of the names of its new streams', () => {
    const digest = new CommitDigest(START, PLACE, ['account-a']);
    digest.addRows([record(1, 'Noted', 'a'), record(2, 'Noted', 'b')]);
    const { streams, units } = unpackChecksums(packChecksums(digest));
    expect(units).toEqual(digest.units);
    expect(units.map(({ lastPosition }) => lastPosition)).toEqual([1, 2]);
    expect(streams).toBe(digest.streamsChecksum);
  });

  it('names a row whose type alone is another, and no other row', () => {
    const of = (...types: readonly string[]) => {
      const digest = new CommitDigest(START, PLACE, []);
      digest.addRows(types.map((type, at) => record(at + 1, type, 'x')));
      return digest.units.map(({ checksum }) => checksum);
    };
    const [before, after] = [of('Noted', 'Noted', 'Seen'), of('Noted', 'Other', 'Seen')];
    expect(before.map((checksum, at) => checksum === after[at])).toEqual([true, false, true]);
  });
});
