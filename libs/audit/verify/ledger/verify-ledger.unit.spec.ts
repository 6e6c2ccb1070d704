import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LEDGER_DOMAIN } from '#apps/standalone/audit/ledger-domain.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import { anyScript } from '../../../../test/support/journal/any-script.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../../test/support/journal/ledger-script.js';
import { anyLife, journalOf } from '../../../../test/support/projections/journal-of-life.js';
import { NO_KEYS, tampered, verifyJournalOf } from '../../../../test/support/audit/verifying.js';
import { Findings } from '../findings.js';
import type { PartReport } from '../report.js';
import { verifyLedger } from './verify-ledger.js';

type Reading = Parameters<typeof verifyLedger>[0]['reader'];

async function ledgerPart(reader: Reading, streamsAtOnce = 100, domain = LEDGER_DOMAIN): Promise<PartReport> {
  const findings = new Findings('ledger');
  const check = { reader, domain, keys: NO_KEYS, head: await reader.head(), streamsAtOnce };
  await verifyLedger(check, findings, { onProgress: () => {} });
  return findings.report();
}

function someLedger(): LedgerScript {
  const script = new LedgerScript().open('ann').grant('ann', 'g', 10).open('bob').grant('bob', 'g', 5);
  script.charge('ann', 4);
  script.charge('bob', 9);
  return script;
}

const withData = (record: RecordedEvent, data: object): RecordedEvent => ({
  ...record,
  event: { ...record.event, data: { ...(record.event.data as object), ...data } },
});

const kindsOf = ({ faults }: PartReport) => [...new Set(faults.map(({ kind }) => kind))];

describe('the whole ledger folded again', () => {
  it('is sound whatever happened to an account (rules 19, 21)', () =>
    fc.assert(
      fc.asyncProperty(anyLife, async (life) => {
        const report = await ledgerPart(journalOf(life));
        expect(report).toMatchObject({
          verdict: 'ok',
          faults: [],
          checked: { events: life.events.length, accounts: 1 },
        });
      }),
      { numRuns: 40 },
    ));

  it('comes to the same however few accounts are held in memory at once', () =>
    fc.assert(
      fc.asyncProperty(anyScript, fc.integer({ min: 1, max: 3 }), async ({ journal }, streamsAtOnce) => {
        const expected = await ledgerPart(journal);
        expect(expected).toMatchObject({ verdict: 'ok', checked: { events: journal.records.length, accounts: 3 } });
        expect(await ledgerPart(journal, streamsAtOnce)).toEqual(expected);
      }),
      { numRuns: 20 },
    ));

  it('names a debit that does not follow from what is before it, and goes on with the other accounts', async () => {
    const { journal } = someLedger();
    const reader = tampered(journal, (record) =>
      record.position === 7 ? withData(record, { remainingAfterMicro: micro(7) }) : record,
    );
    const { verdict, faults } = await ledgerPart(reader);
    expect(verdict).toBe('faults');
    expect(faults).toEqual([
      expect.objectContaining({ kind: 'event_does_not_follow', firstPosition: 7, account: 'ann' }),
    ]);
    expect(faults[0]!.sentence).toContain('UsageCharged at account-ann@3 does not follow: a debit leaves what it says');
  });

  it('names a record that is gone by its position and its revision, however few accounts are held at once', async () => {
    const reader = tampered(someLedger().journal, (record) => (record.position === 3 ? undefined : record));
    for (const streamsAtOnce of [1, 100]) {
      const report = await ledgerPart(reader, streamsAtOnce);
      expect(kindsOf(report)).toEqual(['position_missing', 'revision_missing']);
      expect(report.faults[0]).toMatchObject({ firstPosition: 3, lastPosition: 3 });
    }
  });

  it('notices a stream whose beginning is gone when there was no room for it', async () => {
    const reader = tampered(someLedger().journal, (record) => (record.position === 4 ? undefined : record));
    expect(kindsOf(await ledgerPart(reader, 1))).toContain('beginning_missing');
    expect(kindsOf(await ledgerPart(reader))).toContain('revision_missing');
  });

  it('names records that are gone from the end', async () => {
    const { journal } = someLedger();
    const reader = tampered(journal, (record) => (record.position > 6 ? undefined : record));
    const { faults } = await ledgerPart(reader);
    expect(faults).toEqual([
      expect.objectContaining({ kind: 'position_missing', firstPosition: 7, lastPosition: journal.records.length }),
    ]);
  });

  it('names an event that was recorded before the one in front of it (rule 11)', async () => {
    const reader = tampered(someLedger().journal, (record) =>
      record.position === 7 ? { ...record, meta: { ...record.meta, recordedAt: 1 } } : record,
    );
    expect(kindsOf(await ledgerPart(reader))).toEqual(['recorded_backwards']);
  });

  it('names postings that do not sum to zero, and the trial balance they spoil (rule 19)', async () => {
    const domain: typeof LEDGER_DOMAIN = {
      ...LEDGER_DOMAIN,
      postingsOf: (event) => LEDGER_DOMAIN.postingsOf(event).slice(event.type === 'UsageCharged' ? 1 : 0),
    };
    const report = await ledgerPart(someLedger().journal, 100, domain);
    expect(kindsOf(report)).toEqual(['postings_unbalanced', 'trial_balance']);
  });

  it('compares the folded state with the double entry: grants, buckets and totals (rules 19, 21)', async () => {
    const domain: typeof LEDGER_DOMAIN = {
      ...LEDGER_DOMAIN,
      account: {
        ...LEDGER_DOMAIN.account,
        evolve: (state, event) => {
          const after = LEDGER_DOMAIN.account.evolve(state, event);
          if (after.status === 'unopened' || event.type !== 'UsageCharged') return after;
          const grants = after.grants.map((grant) => ({ ...grant, remainingMicro: micro(grant.remainingMicro + 1n) }));
          const overage = after.overage.map((bucket) => ({ ...bucket, openMicro: micro(bucket.openMicro + 1n) }));
          return { ...after, grants, overage };
        },
      },
    };
    const report = await ledgerPart(someLedger().journal, 100, domain);
    expect(kindsOf(report).sort()).toEqual([
      'balance_does_not_add_up',
      'grant_does_not_add_up',
      'overage_does_not_add_up',
    ]);
  });

  it('names a debit priced by another book than its account has (rule 30)', async () => {
    const reader = tampered(someLedger().journal, (record) =>
      record.position === 7 ? withData(record, { tariffs: [{ book: 'other', version: 1, hash: 'ab' }] }) : record,
    );
    expect(kindsOf(await ledgerPart(reader))).toEqual(['tariff_book_wrong']);
  });

  it('H8: says that it could not verify where nothing is known of a family of streams, and never that it is sound', async () => {
    const { journal } = someLedger();
    journal.append('strange-1', { type: 'SomethingHappened', data: {} }, journal.records[0]!.meta);
    expect(await ledgerPart(journal)).toMatchObject({
      verdict: 'could_not_verify',
      couldNot: ['Nothing is known of streams like strange-1.'],
    });
  });

  it('H8: says that it could not verify from an unreadable record on, and names it', async () => {
    const { journal } = someLedger();
    const broken: typeof journal.all = async (after, limit) => {
      if (after < 5 && after + limit >= 5) throw new Error('the type SomethingNew is not known');
      return journal.all(after, limit);
    };
    const reader = Object.assign(Object.create(journal) as typeof journal, { all: broken });
    const { verdict, parts } = await verifyJournalOf(reader, { only: ['ledger'] });
    expect(verdict).toBe('could_not_verify');
    expect(parts[0]!.couldNot).toEqual(['the record at position 5 cannot be read: the type SomethingNew is not known']);
    expect(parts[0]!.checked['events']).toBe(4);
  });
});
