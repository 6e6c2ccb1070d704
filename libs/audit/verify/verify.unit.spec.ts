import { describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { integrityFinding, verifyJournalOf } from '../../../test/support/audit/verifying.js';
import { Findings } from './findings.js';
import type { VerificationProgress } from './report.js';

const { journal } = new LedgerScript().open('ann').grant('ann', 'g', 10);
const CHANGED = {
  kind: 'record_changed',
  firstPosition: 2,
  lastPosition: 2,
  sentence: 'Record 2 was changed.',
} as const;

describe('a verification', () => {
  it('finds nothing in a sound ledger, and says what it looked at', async () => {
    const report = await verifyJournalOf(journal, { only: ['journal', 'ledger', 'rating'] });
    expect(report).toMatchObject({ verdict: 'ok', ledgerId: 'ledger-1', head: 3 });
    expect(report.parts.map(({ part, verdict }) => [part, verdict])).toEqual([
      ['journal', 'ok'],
      ['ledger', 'ok'],
      ['rating', 'ok'],
    ]);
    expect(report.parts.map(({ checked }) => checked)).toEqual([{ records: 7 }, { events: 3, accounts: 1 }, {}]);
  });

  it('tells what the chain of the journal says', async () => {
    const report = await verifyJournalOf(journal, { only: ['journal'] }, { integrity: integrityFinding(CHANGED) });
    expect(report).toMatchObject({ verdict: 'faults', parts: [{ faultCount: 1, faults: [CHANGED] }] });
  });

  it('H8: compares a head that was kept though only another part is asked for', async () => {
    const against = { position: 3, digest: 'cd'.repeat(32) };
    const integrity = integrityFinding(CHANGED);
    const report = await verifyJournalOf(journal, { only: ['ledger'], against }, { integrity });
    expect(report.parts.map(({ part, verdict }) => [part, verdict])).toEqual([
      ['journal', 'faults'],
      ['ledger', 'ok'],
    ]);
  });

  it('H8: an unreadable part of the journal gives "could not verify", not "ok"', async () => {
    const unreadable = { ...CHANGED, kind: 'unreadable', sentence: 'Segment 9 cannot be read.' } as const;
    const report = await verifyJournalOf(journal, { only: ['journal'] }, { integrity: integrityFinding(unreadable) });
    expect(report).toMatchObject({
      verdict: 'could_not_verify',
      parts: [{ faultCount: 0, couldNot: ['Segment 9 cannot be read.'] }],
    });
  });

  it('H8: read models that are not there give "could not verify", not "ok"', async () => {
    const report = await verifyJournalOf(journal);
    expect(report.verdict).toBe('could_not_verify');
    expect(report.parts.at(2)).toMatchObject({
      part: 'projections',
      couldNot: ['There are no read models to compare.'],
    });
  });

  it('has found faults where any part has, whatever else could not be verified', async () => {
    const report = await verifyJournalOf(journal, {}, { integrity: integrityFinding(CHANGED) });
    expect(report.verdict).toBe('faults');
  });

  it('can be cancelled, and then says so of every part that was not looked at', async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    const report = await verifyJournalOf(journal, { signal: cancelled.signal });
    expect(report.verdict).toBe('could_not_verify');
    expect(report.parts.map(({ couldNot }) => couldNot)).toEqual(Array(4).fill(['It was cancelled.']));
  });

  it('tells how far it is', async () => {
    const told: VerificationProgress[] = [];
    await verifyJournalOf(journal, { only: ['ledger'], onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([{ part: 'ledger', done: 3, total: 3 }]);
  });

  it('shows the first hundred faults and counts all', () => {
    const findings = new Findings('ledger');
    for (let fault = 0; fault < 250; fault += 1) findings.fault({ kind: 'some', sentence: `${fault}` });
    const { faultCount, faults } = findings.report();
    expect([faultCount, faults.length]).toEqual([250, 100]);
  });
});
