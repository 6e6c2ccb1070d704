import type { Metered } from '#libs/metering/contract.js';
import type { Meter } from '#libs/metering/index.js';
import type { IntakeRecord, Producer } from '../contract.js';
import { maySend } from '../domain/source-pattern.js';

/** Stage 1 for one record, and rule 8 before any look-up. */
export function triage(record: IntakeRecord, producer: Producer, meter: Meter): Metered {
  const metered = meter.meter(record);
  if (metered.type === 'refused') return metered;
  const { key } = metered.metered.usage;
  if (maySend(key.source, producer.sources)) return metered;
  const sentence = `This producer may not send for source ${key.source}. Use a source it is bound to, or have the binding changed.`;
  return { type: 'refused', refusal: { code: 'source_not_allowed', sentence, pointer: '/source', key } };
}
