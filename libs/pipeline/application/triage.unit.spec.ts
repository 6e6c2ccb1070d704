import { describe, expect, it } from '@jest/globals';
import { eventWith, jsonBytes, meter, refusedWith, STRUCTURED } from '../../../test/support/metering/samples.js';
import { triage } from './triage.js';

const record = (event: unknown) => ({ bytes: jsonBytes(event), headers: STRUCTURED, offset: 0, receivedAt: 0 });
const producer = (...sources: readonly string[]) => ({ actor: 'gw', sources });

describe('the first look at a record', () => {
  it('lets a usage of a source the producer is bound to pass', () => {
    expect(triage(record(eventWith({})), producer('gateway/*'), meter).type).toBe('usage');
  });

  it('refuses another source, names the key and points at the source (rule 8)', () => {
    const refusal = refusedWith(triage(record(eventWith({})), producer('elsewhere/*'), meter));
    expect(refusal).toMatchObject({
      code: 'source_not_allowed',
      pointer: '/source',
      key: { source: 'gateway/eu-1', id: 'call-1' },
    });
    expect(refusal.sentence).toContain('gateway/eu-1');
  });

  it('tells what is wrong with the event first: a broken event may not even have a source', () => {
    const refusal = refusedWith(triage(record(eventWith({ quantities: { input: -1 } })), producer(), meter));
    expect(refusal.pointer).toBe('/data/quantities/input');
  });
});
