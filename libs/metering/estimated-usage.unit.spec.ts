import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  eventWith,
  eventWithBlock,
  jsonBytes,
  meter,
  refusedWith,
} from '../../test/support/metering/samples.js';

describe('usage that was not measured (I15)', () => {
  it.each(['estimated', 'partial'] as const)('says so: %s stays on the usage', (quality) => {
    expect(accepted(meter.meterLine(jsonBytes(eventWith({ quality })))).usage.quality).toBe(quality);
  });

  it('is never free by omission: an event without counts is refused, not charged at zero', () => {
    const without = eventWith({ quantities: undefined, total: undefined });
    expect(refusedWith(meter.meterLine(jsonBytes(without))).sentence).not.toBe('');
    expect(refusedWith(meter.meterLine(jsonBytes(eventWithBlock('openai.chat', {})))).sentence).not.toBe('');
  });
});
