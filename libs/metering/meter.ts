import { usageKeyFingerprint, type HashText } from '#libs/kernel/index.js';
import { openJsonEvent, openKafkaRecord } from './cloudevents/kafka-binding.js';
import type { Opened } from './cloudevents/opened.js';
import { readableKey } from './cloudevents/readable-key.js';
import type { Metered, RawRecord, Refusal, Usage } from './contract.js';
import { contentHashText } from './domain/content-hash.js';
import { Fault } from './domain/fault.js';
import { toUsage } from './domain/to-usage.js';
import { validateUsageEvent } from './schema/validate.js';

/** Stage 1: what came in → a usage with its identity, or the reason why it is none. Pure; no input makes it throw. */
export interface Meter {
  /** A record as Kafka has it: a CloudEvent in binary or structured mode. */
  meter(record: RawRecord): Metered;
  /** A structured CloudEvent whose JSON is parsed already; whoever parsed it has bounded its size. */
  meterStructured(event: unknown): Metered;
  /** One line of NDJSON: a structured CloudEvent. */
  meterLine(bytes: Uint8Array): Metered;
}

export function createMeter({ sha256 }: { readonly sha256: HashText }): Meter {
  const meterStructured = (event: unknown): Metered => {
    const usage = readUsage(event);
    return usage instanceof Fault ? refused(usage, event) : identified(usage, sha256);
  };
  const meterOpened = ({ event, fault }: Opened): Metered =>
    fault === undefined ? meterStructured(event) : refused(fault, event);

  return {
    meter: (record) => meterOpened(openKafkaRecord(record)),
    meterStructured,
    meterLine: (bytes) => meterOpened(openJsonEvent(bytes)),
  };
}

function readUsage(event: unknown): Usage | Fault {
  const valid = validateUsageEvent(event);
  return valid instanceof Fault ? valid : toUsage(valid);
}

function identified(usage: Usage, sha256: HashText): Metered {
  const usageKey = usageKeyFingerprint(usage.key, sha256);
  return { type: 'usage', metered: { usage, usageKey, contentHash: sha256(contentHashText(usage)) } };
}

function refused({ code, sentence, pointer }: Fault, event: unknown): Metered {
  const key = readableKey(event);
  const refusal: Refusal = {
    code,
    sentence,
    ...(pointer !== undefined && { pointer }),
    ...(key !== undefined && { key }),
  };
  return { type: 'refused', refusal };
}
