import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import { accountOpened, micro } from '../../../test/support/journal/event-builders.js';
import { goldenSamples } from '../../../test/support/journal/golden-samples.js';
import { faultsOf } from '../../../test/support/delivery/published-schemas.js';
import { sourceOf, toRecord } from './cloud-event.js';
import { factMessage, factType, isOfAccount } from './fact-message.js';
import { OUT_CHANNELS } from './out-channels.js';
import { PUBLIC_FACTS } from './public-facts.js';

const LEDGER = 'ledger-1';

const samples = goldenSamples().map(({ event, meta }, index) => ({
  event,
  meta,
  position: index + 1,
  stream: event.type.endsWith('Published') ? 'catalogue-standard' : 'account-team-1',
  revision: index,
})) as readonly RecordedEvent[];
const facts = samples.filter(isOfAccount);

describe('what the outside is told', () => {
  it.each(facts.map((record) => [record.event.type, record] as const))('%s fits its published schema', (_, record) => {
    const sent = toRecord(factMessage(record, LEDGER), sourceOf(LEDGER));
    expect(faultsOf(sent)).toEqual([]);
    expect(sent.key).toBe('team-1');
  });

  it('is there for every event, under a name of its own', () => {
    expect(new Set(facts.map(({ event }) => event.type))).toEqual(new Set(Object.keys(PUBLIC_FACTS)));
    const types = Object.values(OUT_CHANNELS).flatMap(({ messages }) => messages.map(({ type }) => type));
    expect(new Set(types).size).toBe(types.length);
    expect(types).toContain('ledger.usage.charged.v1');
  });

  it('is no stored body: neither hashes nor the rates of a tariff leave the ledger', () => {
    const told = JSON.stringify(facts.map((record) => factMessage(record, LEDGER).data));
    expect(told).not.toMatch(/[0-9a-f]{64}/);
    for (const inner of ['contentHash', 'hashVersion', 'burnOrder', '"rate"', 'judgedAt', '"held"', 'steps']) {
      expect(told).not.toContain(inner);
    }
  });

  it('fits its topic, an account with as many members as it may have too', () => {
    const [first] = facts;
    const member = (at: number) => ({ member: String(at).padStart(64, 'm'), limitMicro: micro(10 ** 15 + at) });
    const members = Array.from({ length: 10_000 }, (_, at) => member(at));
    const opened = factMessage({ ...first!, event: accountOpened('team-1', { members }) }, LEDGER);
    const size = Buffer.byteLength(toRecord(opened, sourceOf(LEDGER)).value);
    expect(size).toBeGreaterThan(1_048_588);
    expect(size).toBeLessThan(OUT_CHANNELS.events.messageBytesMax);
  });

  it('shows amounts beyond what a JSON number holds, to the last micro-credit', () => {
    const granted = facts.find(({ event }) => event.type === 'CreditsGranted')!;
    expect(factMessage(granted, LEDGER).data).toMatchObject({ grant: { amountMicro: '9223372036854775807' } });
  });

  it('splits a debit into what each grant paid and what no grant paid', () => {
    const charged = facts.find(({ event }) => event.type === 'UsageCharged')!;
    expect(factMessage(charged, LEDGER)).toMatchObject({
      type: factType(PUBLIC_FACTS.UsageCharged),
      data: {
        totalMicro: '1500',
        grants: [{ grant: '~1', amountMicro: '1000' }],
        overageMicro: '500',
        components: [
          { kind: 'input', quantity: 1_000_000_000_000, tariff: { book: 'standard', version: 3 } },
          { kind: 'output', quantity: 1 },
        ],
      },
    });
  });

  it('has an id that follows from ledger and position alone, so that telling again changes nothing', () => {
    const [first, second] = facts as readonly RecordedEvent<AccountEvent>[];
    expect(factMessage(first!, LEDGER)).toEqual(factMessage(first!, LEDGER));
    expect(factMessage(first!, LEDGER).id).toBe(`ledger-1-${first!.position}`);
    expect(factMessage(second!, LEDGER).id).not.toBe(factMessage(first!, LEDGER).id);
    expect(createHash('sha256').update(factMessage(first!, 'ledger-2').id)).not.toBe(LEDGER);
  });
});
