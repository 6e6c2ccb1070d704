import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { JournalHead, JournalIntegrityPort } from '#libs/journal/ports/journal-integrity.port.js';
import type { ComparedViews } from '../ports/compared-views.port.js';
import type { LedgerDomain } from '../ports/ledger-domain.port.js';
import type { UsedKeys } from '../ports/used-keys.port.js';
import type { Position } from '#libs/journal/contract.js';
import { Findings } from './findings.js';
import { verifyJournal } from './journal/verify-journal.js';
import { verifyLedger } from './ledger/verify-ledger.js';
import type { PartContext } from './part-context.js';
import { verifyProjections } from './projections/verify-projections.js';
import { verifyRating } from './rating/verify-rating.js';
import {
  VERIFIED_PARTS,
  verdictOf,
  type PartReport,
  type VerificationProgress,
  type VerificationReport,
  type VerifiedPart,
} from './report.js';
import { sentenceOf } from './sentence-of.js';

/** What a verification looks at. It changes nothing. */
export interface VerifiedLedger {
  readonly ledgerId: string;
  readonly reader: JournalReader;
  readonly integrity: JournalIntegrityPort;
  readonly views: ComparedViews;
  readonly domain: LedgerDomain;
  readonly keys: UsedKeys;
}

export interface VerifyOptions {
  /** All of them when absent. */
  readonly only?: readonly VerifiedPart[] | undefined;
  /** A head that was kept outside of the ledger: the journal must still contain it. Has the journal looked at, too. */
  readonly against?: JournalHead | undefined;
  readonly now: () => Instant;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerificationProgress) => void) | undefined;
}

/** A part that cannot be looked at to its end is never sound, whatever stopped it (H8). Never throws. */
export async function verify(ledger: VerifiedLedger, options: VerifyOptions): Promise<VerificationReport> {
  const { only = VERIFIED_PARTS, against, now, signal, onProgress } = options;
  const startedAt = now();
  const head = await ledger.reader.head();
  const journalHead = await headOf(ledger);
  const parts: PartReport[] = [];
  const asked = new Set(against === undefined ? only : [...only, 'journal']);
  for (const part of VERIFIED_PARTS.filter((name) => asked.has(name))) {
    const findings = new Findings(part);
    const context = { signal, onProgress: (done: number, total: number) => onProgress?.({ part, done, total }) };
    try {
      // Whoever cancels has a turn before each part, however short they are.
      await nextTurn();
      signal?.throwIfAborted();
      await verifyPart(part, { ...ledger, head, against }, findings, context);
    } catch (fault) {
      findings.couldNot(signal?.aborted === true ? 'It was cancelled.' : sentenceOf(fault));
    }
    parts.push(findings.report());
  }
  const verdict = verdictOf({
    faults: parts.some((part) => part.verdict === 'faults'),
    couldNot: parts.some((part) => part.verdict === 'could_not_verify'),
  });
  return { ledgerId: ledger.ledgerId, startedAt, endedAt: now(), head, journalHead, verdict, parts };
}

async function headOf({ integrity }: VerifiedLedger): Promise<JournalHead | null> {
  try {
    return await integrity.head();
  } catch {
    return null;
  }
}

interface Verified extends VerifiedLedger, Pick<VerifyOptions, 'against'> {
  readonly head: Position;
}

function verifyPart(part: VerifiedPart, ledger: Verified, findings: Findings, context: PartContext): Promise<void> {
  switch (part) {
    case 'journal':
      return verifyJournal(ledger, findings, context);
    case 'ledger':
      return verifyLedger(ledger, findings, context);
    case 'projections':
      return verifyProjections(ledger, findings, context);
    case 'rating':
      return verifyRating(ledger, findings, context);
  }
}
