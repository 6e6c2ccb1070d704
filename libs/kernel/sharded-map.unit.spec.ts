import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ShardedMap } from './index.js';

type Change = readonly ['with', string, number] | readonly ['without', string];

const key = fc.nat({ max: 700 }).map((number) => `member-${number}`);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant('with' as const), key, fc.nat()) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('without' as const), key) },
);

function changed(map: ShardedMap<number>, [type, name, value]: Change): ShardedMap<number> {
  return type === 'with' ? map.with(name, value) : map.without(name);
}

describe('a sharded map', () => {
  it('holds, after any changes, what a plain map holds', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 2_000, size: 'max' }), (changes) => {
        const plain = new Map<string, number>();
        let map = ShardedMap.of<number>();
        for (const one of changes) {
          if (one[0] === 'with') plain.set(one[1], one[2]);
          else plain.delete(one[1]);
          map = changed(map, one);
        }
        expect(new Map(map)).toEqual(plain);
        expect(map.size).toBe(plain.size);
        expect([...map.values()].sort()).toEqual([...plain.values()].sort());
        for (const [name, value] of plain) expect([map.has(name), map.get(name)]).toEqual([true, value]);
        expect([map.has('nobody'), map.get('nobody')]).toEqual([false, undefined]);
      }),
      { numRuns: 30 },
    );
  });

  it('is never changed: each change gives a new one and leaves the old as it was', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 100 }), change, (names, one) => {
        const map = ShardedMap.of(names.map((name) => [name, 1]));
        const before = new Map(map);
        changed(map, one);
        expect(new Map(map)).toEqual(before);
        expect(map.size).toBe(before.size);
      }),
    );
  });

  it('is the same map when what is taken out is not there', () => {
    const map = ShardedMap.of([['a', 1]]);
    expect(map.without('b')).toBe(map);
  });

  it('keeps the last of several values for a key', () => {
    const map = ShardedMap.of([
      ['a', 1],
      ['a', 2],
    ]);
    expect([...map]).toEqual([['a', 2]]);
    expect(map.size).toBe(1);
  });

  it('grows to 10,000 keys, every one of which is found', () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `m-${at}`);
    const map = names.reduce((before, name, at) => before.with(name, at), ShardedMap.of<number>());
    expect(map.size).toBe(10_000);
    expect(names.every((name, at) => map.get(name) === at)).toBe(true);
  });
});
