import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogueEventDefinitions } from '#libs/catalog/adapters/avro/catalogue-events.js';
import { credits } from '#libs/kernel/index.js';
import { accountEventDefinitions } from '#libs/ledger/adapters/avro/account-events.js';
import type { OveragePolicy } from '#libs/ledger/contract.js';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { goldenSamples } from '../support/journal/golden-samples.js';

/** What was once stored must be readable for ever: these files are added to, never changed. */
const GOLDEN = join(import.meta.dirname, '../fixtures/golden');

interface GoldenEvent {
  readonly type: string;
  readonly body: string;
  readonly json: unknown;
}

const codec = createLedgerCodec();

/** UPDATE_REFERENCE=1 writes the file of a new version; it never touches one that exists. */
if (process.env['UPDATE_REFERENCE'] === '1') {
  for (const event of goldenSamples()) {
    const body = codec.encode(event);
    const path = join(GOLDEN, `${event.event.type}.v${body[0]}.json`);
    const golden = { type: event.event.type, body: Buffer.from(body).toString('hex'), json: codec.toJson(event) };
    if (!existsSync(path)) writeFileSync(path, `${JSON.stringify(golden, null, 2)}\n`);
  }
}

const files = readdirSync(GOLDEN);

describe('the stored format', () => {
  const definitions = [...accountEventDefinitions(sha256), ...catalogueEventDefinitions];

  it('has a golden file for every version of every event ever stored', () => {
    const expected = definitions.flatMap(({ type, schemas }) => schemas.map((_, at) => `${type}.v${at + 1}.json`));
    expect([...files].sort()).toEqual(expected.sort());
  });

  it.each(files)('%s is read as it was written, from bytes and from JSON', (file) => {
    const { type, body, json } = JSON.parse(readFileSync(join(GOLDEN, file), 'utf8')) as GoldenEvent;
    const fromBytes = codec.decode(type, Buffer.from(body, 'hex'));
    expect(codec.toJson(fromBytes)).toEqual(json);
    expect(codec.toJson(codec.fromJson(type, json))).toEqual(json);
  });

  it.each(goldenSamples().map((sample) => [sample.event.type, sample] as const))(
    '%s is lossless in both forms',
    (type, sample) => {
      expect(plain(codec.decode(type, codec.encode(sample)))).toEqual(plain(sample));
      expect(plain(codec.fromJson(type, JSON.parse(JSON.stringify(codec.toJson(sample)))))).toEqual(plain(sample));
    },
  );

  it.each<OveragePolicy>([
    { type: 'block' },
    { type: 'limit', limitMicro: credits(1n) },
    {
      type: 'invoice',
      capMicro: credits(2n),
      price: { version: 1, amountMinor: 3n, perMicro: credits(4n), taxIncluded: false },
    },
  ])('holds one of several shapes with its own members and no other: $type', (overagePolicy) => {
    const [sample] = goldenSamples();
    const event = { type: 'OveragePolicySet', data: { account: 'a', overagePolicy } };
    const stored = { event, meta: sample!.meta };
    expect(plain(codec.decode('OveragePolicySet', codec.encode(stored)))).toEqual(stored);
    expect(plain(codec.fromJson('OveragePolicySet', codec.toJson(stored)))).toEqual(stored);
  });

  it('writes the newest version exactly as its golden file has it', () => {
    for (const sample of goldenSamples()) {
      const body = codec.encode(sample);
      const { body: golden } = JSON.parse(
        readFileSync(join(GOLDEN, `${sample.event.type}.v${body[0]}.json`), 'utf8'),
      ) as GoldenEvent;
      expect(Buffer.from(body).toString('hex')).toBe(golden);
    }
  });

  it('refuses an unknown type and an unknown version loudly (J10)', () => {
    expect(() => codec.decode('Unheard', Buffer.from([1]))).toThrow(/no schema for stored event type Unheard/);
    expect(() => codec.decode('MemberAdded', Buffer.from([9]))).toThrow(/no schema version 9/);
  });

  it('refuses an amount that is no 64-bit integer and a hash of the wrong size', () => {
    const [adjusted, conflict] = ['GrantAdjustedDown', 'UsageConflictRecorded'].map((type) =>
      goldenSamples().find(({ event }) => event.type === type)!,
    );
    const withData = (sample: typeof adjusted, data: object) =>
      codec.encode({ ...sample!, event: { ...sample!.event, data: { ...(sample!.event.data as object), ...data } } });
    expect(() => withData(adjusted, { amountMicro: 2n ** 63n })).toThrow();
    expect(() => withData(conflict, { conflictingHash: 'ab' })).toThrow();
    expect(() => withData(conflict, { conflictingHash: 'zz'.repeat(32) })).toThrow();
  });
});

/** Decoded records are instances of generated classes; compare what they hold. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
