import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitJsonArray } from './split-json-array.js';

function split(text: string): readonly string[] | undefined {
  return splitJsonArray(Buffer.from(text))?.map((bytes) => Buffer.from(bytes).toString('utf8'));
}

describe('splitting a batch', () => {
  it('gives every element of any JSON array', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2), (values, indent) => {
        const elements = split(JSON.stringify(values, null, indent)) ?? [];
        // -0 is written as 0
        expect(elements.map((element) => JSON.parse(element) as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  it('keeps the bytes of each element as they came', () => {
    expect(split('[1.0, 9007199254740993,{"a" :1}]')).toEqual(['1.0', ' 9007199254740993', '{"a" :1}']);
  });

  it('leaves a broken element to be judged by itself', () => {
    expect(split('[{"a":1}, nonsense ,{"b":2}]')).toEqual(['{"a":1}', ' nonsense ', '{"b":2}']);
  });

  it('is not misled by what stands inside strings', () => {
    expect(split('["a,b]","\\"],[",1]')).toEqual(['"a,b]"', '"\\"],["', '1']);
  });

  it.each(['', ' ', '{}', '1', '[1', '1]', '[1][2]', '[1],', '"[1]"', '{"a":[1]}', ']['])(
    'does not take %p for an array',
    (text) => {
      expect(split(text)).toBeUndefined();
    },
  );
});
