import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PROVIDER_FORMATS, REFUSAL_CODES } from './index.js';
import type { Metered } from './contract.js';
import {
  eventWith,
  eventWithBlock,
  jsonBytes,
  meter,
  SAMPLE_DATA,
  SAMPLE_EVENT,
  SAMPLE_HEADERS,
  STRUCTURED,
} from '../../test/support/metering/samples.js';

function isAnswer(metered: Metered): boolean {
  return metered.type === 'usage' || Object.hasOwn(REFUSAL_CODES, metered.refusal.code);
}

const header = fc.tuple(
  fc.constantFrom('ce_id', 'ce_source', 'ce_type', 'ce_specversion', 'ce_time', 'ce_x', 'content-type', '__proto__'),
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('1.0', 'application/cloudevents+json', 'application/json')),
);
const headers = fc.oneof(fc.array(header, { maxLength: 8 }), fc.constantFrom([...SAMPLE_HEADERS], [...STRUCTURED], []));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
);

/** The bytes of a valid event with some of them overwritten. */
const mutated = fc
  .tuple(
    fc.constantFrom(jsonBytes(SAMPLE_EVENT), jsonBytes(SAMPLE_DATA)),
    fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0x22, 0x2c, 0x30, 0x7b, 0x7d))), {
      maxLength: 4,
    }),
  )
  .map(([valid, changes]) => {
    const copy = Uint8Array.from(valid);
    for (const [at, value] of changes) copy[at % copy.length] = value;
    return copy;
  });

/** Any value in the place of any member. */
const member = fc.oneof(fc.constantFrom(...Object.keys(SAMPLE_DATA), 'usage', '__proto__', 'constructor'), fc.string());

describe('whatever comes in', () => {
  it('is answered with a usage or a listed refusal: bytes', () => {
    fc.assert(
      fc.property(fc.oneof(bytes, mutated), headers, (content, list) => {
        return isAnswer(meter.meter({ bytes: content, headers: list })) && isAnswer(meter.meterLine(content));
      }),
      { numRuns: 2000 },
    );
  });

  it('is answered with a usage or a listed refusal: parsed values in any place', () => {
    fc.assert(
      fc.property(fc.jsonValue(), member, (value, name) => {
        const events = [value, eventWith({ [name]: value }), eventWith({}, { [name]: value })];
        return events.every((event) => isAnswer(meter.meterStructured(event)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is answered with a usage or a listed refusal: provider blocks', () => {
    const count = fc.oneof(fc.nat(50), fc.constant(null), fc.jsonValue());
    const names = ['prompt_tokens', 'input_tokens', 'output_tokens', 'prompt_tokens_details', 'cache_creation'];
    const block = fc.dictionary(fc.constantFrom(...names, 'cacheDetails', 'promptTokensDetails', '__proto__'), count);
    fc.assert(
      fc.property(fc.constantFrom(...PROVIDER_FORMATS), block, (format, members) => {
        return isAnswer(meter.meterStructured(eventWithBlock(format, members)));
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves the prototypes of the process as they are', () => {
    const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    meter.meterLine(new TextEncoder().encode(`${hostile}}`));
    meter.meterLine(new TextEncoder().encode(`${hostile},${JSON.stringify(SAMPLE_EVENT).slice(1)}`));
    meter.meter({
      bytes: jsonBytes(SAMPLE_DATA),
      headers: [...SAMPLE_HEADERS, ['ce___proto__', 'x'], ['__proto__', 'x']],
    });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
