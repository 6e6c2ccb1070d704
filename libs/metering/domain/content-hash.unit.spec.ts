import { describe, expect, it } from '@jest/globals';
import type { Usage } from '../contract.js';
import { accepted, eventWith, meter, SAMPLE_DATA, SAMPLE_EVENT } from '../../../test/support/metering/samples.js';
import { contentHashText } from './content-hash.js';

const hashOf = (event: unknown): string => accepted(meter.meterStructured(event)).contentHash;
const SAMPLE_HASH = hashOf(SAMPLE_EVENT);

describe('the content hash (rule 5)', () => {
  it('is taken over this text, for ever', () => {
    const usage: Usage = {
      key: { source: 's', id: 'i' },
      account: 'acct-1',
      app: 'app-1',
      occurredAt: 0,
      provider: 'openai',
      model: 'gpt-5-mini',
      tier: 'standard',
      quantities: [
        { kind: 'input', quantity: 12 },
        { kind: 'output', quantity: 5 },
      ],
      requestId: 'r',
      reservationId: 'h-1',
      quality: 'measured',
    };
    expect(contentHashText(usage)).toBe(
      '15:usage-content/16:acct-1-5:app-16:openai10:gpt-5-mini8:standard1:25:input2:126:output1:53:h-1',
    );
  });

  it.each([
    ['account', { account: 'acct-2' }],
    ['member', { member: 'm-2' }],
    ['absence of the member', { member: undefined }],
    ['app', { app: 'app-2' }],
    ['absence of the app', { app: undefined }],
    ['provider', { provider: 'azure' }],
    ['model', { model: 'gpt-5' }],
    ['tier', { tier: 'batch' }],
    ['quantity', { quantities: { ...SAMPLE_DATA.quantities, tool_call: 3 } }],
    ['kind', { quantities: { ...SAMPLE_DATA.quantities, tool_call: 0, workflow_call: 2 } }],
    ['reservation', { reservationId: 'h-2' }],
    ['absence of the reservation', { reservationId: undefined }],
  ])('changes with the %s', (_field, change) => {
    expect(hashOf(eventWith(change))).not.toBe(SAMPLE_HASH);
  });

  it.each([
    ['time', { occurredAt: '2026-11-20T11:00:00Z' }],
    ['quality', { quality: 'estimated' }],
    ['requested model', { requestedModel: 'other' }],
    ['request ids', { requestId: 'r-2', parentRequestId: 'p-2' }],
    ['mark of the last call', { final: true }],
    ['stated total', { total: undefined }],
    ['zeros', { quantities: { ...SAMPLE_DATA.quantities, image: 0 } }],
  ])('does not change with the %s', (_field, change) => {
    expect(hashOf(eventWith(change))).toBe(SAMPLE_HASH);
  });

  it('does not change with the order of the JSON', () => {
    const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse());
    const data = reversed({ ...SAMPLE_DATA, quantities: reversed(SAMPLE_DATA.quantities) });
    expect(hashOf(reversed({ ...SAMPLE_EVENT, data }))).toBe(SAMPLE_HASH);
  });
});
