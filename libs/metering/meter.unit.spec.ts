import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  eventWith,
  jsonBytes,
  meter,
  SAMPLE_DATA,
  SAMPLE_EVENT,
  SAMPLE_HEADERS,
  STRUCTURED,
} from '../../test/support/metering/samples.js';

const STRUCTURED_RECORD = { bytes: jsonBytes(SAMPLE_EVENT), headers: STRUCTURED };

describe('metering an event', () => {
  it('reads the canonical usage, kinds in canonical order and without zeros', () => {
    const { usage } = accepted(
      meter.meterStructured(eventWith({ quantities: { output: 5, image: 0, input: 3 }, total: 8 })),
    );
    expect(usage).toEqual({
      key: { source: 'gateway/eu-1', id: 'call-1' },
      account: 'acct-1',
      member: 'm-1',
      app: 'app-1',
      occurredAt: Date.UTC(2026, 10, 20, 10, 0, 0, 123),
      provider: 'openai',
      model: 'gpt-5-mini',
      requestedModel: 'gpt-5',
      tier: 'standard',
      quantities: [
        { kind: 'input', quantity: 3 },
        { kind: 'output', quantity: 5 },
      ],
      requestId: 'r-1',
      parentRequestId: 'p-1',
      reservationId: 'h-1',
      final: false,
      quality: 'measured',
    });
  });

  it('says the same whether it came in binary mode, in structured mode, as a line or parsed', () => {
    const structured = meter.meter(STRUCTURED_RECORD);
    expect(structured.type).toBe('usage');
    expect(meter.meter({ bytes: jsonBytes(SAMPLE_DATA), headers: SAMPLE_HEADERS })).toEqual(structured);
    expect(meter.meterLine(jsonBytes(SAMPLE_EVENT))).toEqual(structured);
    expect(meter.meterStructured(SAMPLE_EVENT)).toEqual(structured);
  });

  it('leaves optional members out and fills in the defaults', () => {
    const data = { account: 'a', provider: 'p', model: 'm', quantities: {} };
    const { usage } = accepted(meter.meterStructured({ ...SAMPLE_EVENT, data }));
    expect(usage).toEqual({
      key: { source: 'gateway/eu-1', id: 'call-1' },
      account: 'a',
      occurredAt: Date.UTC(2026, 10, 20, 10, 0, 1),
      provider: 'p',
      model: 'm',
      tier: 'standard',
      quantities: [],
      requestId: 'call-1',
      quality: 'measured',
    });
  });

  it('takes data.occurredAt before the attribute time', () => {
    const event = eventWith({ occurredAt: '2026-11-20T18:00:00+08:00' }, { time: '2025-01-01T00:00:00Z' });
    expect(accepted(meter.meterStructured(event)).usage.occurredAt).toBe(Date.UTC(2026, 10, 20, 10));
  });

  it.each(['2000-01-01T00:00:00Z', '2100-12-31T23:59:59.999Z'])('takes the outermost time %s', (occurredAt) => {
    expect(accepted(meter.meterStructured(eventWith({ occurredAt }))).usage.occurredAt).toBe(Date.parse(occurredAt));
  });

  it('takes the largest quantity there may be', () => {
    const event = eventWith({ quantities: { output: 1_000_000_000_000 }, total: 1_000_000_000_000 });
    expect(accepted(meter.meterStructured(event)).usage.quantities).toEqual([{ kind: 'output', quantity: 10 ** 12 }]);
  });

  it('counts only token kinds into the stated total', () => {
    const event = eventWith({ quantities: { input: 1, tool_call: 7, request: 1 }, total: 1 });
    expect(meter.meterStructured(event).type).toBe('usage');
  });

  it('ignores extension attributes, in both modes', () => {
    const headers = [
      ...SAMPLE_HEADERS,
      ['ce_partitionkey', 'acct-1'],
      ['ce_data', 'x'],
      ['traceparent', '00-1'],
    ] as const;
    const plain = meter.meter(STRUCTURED_RECORD);
    expect(meter.meter({ bytes: jsonBytes(SAMPLE_DATA), headers })).toEqual(plain);
    expect(meter.meterStructured({ ...SAMPLE_EVENT, partitionkey: 'acct-1', subject: 's' })).toEqual(plain);
  });

  it('takes the attributes of a structured event from its value, not from headers that repeat them', () => {
    const headers = [...STRUCTURED, ['ce_id', 'another'], ['ce_source', 'another']] as const;
    expect(accepted(meter.meter({ ...STRUCTURED_RECORD, headers })).usage.key).toEqual({
      source: 'gateway/eu-1',
      id: 'call-1',
    });
  });

  it.each(['application/json', 'Application/JSON; charset=utf-8', 'application/vnd.usage+json', 'text/json'])(
    'takes data of type %s',
    (type) => {
      expect(meter.meterStructured({ ...SAMPLE_EVENT, datacontenttype: type }).type).toBe('usage');
    },
  );

  it('identifies a usage by source and id alone (rule 4)', () => {
    const { usageKey } = accepted(meter.meterStructured(SAMPLE_EVENT));
    const keyOf = (event: unknown) => accepted(meter.meterStructured(event)).usageKey;
    expect(keyOf(eventWith({ account: 'acct-2', model: 'other' }))).toBe(usageKey);
    expect(keyOf(eventWith({}, { id: 'call-2' }))).not.toBe(usageKey);
    expect(keyOf(eventWith({}, { source: 'gateway/eu-2' }))).not.toBe(usageKey);
  });
});
