import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position, RecordedEvent } from '#libs/journal/contract.js';
import type { LedgerDomain } from '../../ports/ledger-domain.port.js';
import type { UsedKeys } from '../../ports/used-keys.port.js';
import type { Findings } from '../findings.js';
import type { PartContext } from '../part-context.js';
import { readJournal } from '../read-journal.js';
import { KeyCheck } from './key-check.js';
import { LedgerPass } from './ledger-pass.js';
import { TrialBalance } from './trial-balance.js';

export interface LedgerCheck {
  readonly reader: JournalReader;
  readonly domain: LedgerDomain;
  readonly keys: UsedKeys;
  /** The last record that is looked at. */
  readonly head: Position;
  readonly streamsAtOnce?: number;
}

/** About 3 KB of state each. */
const STREAMS_AT_ONCE = 100_000;

/**
 * Every stream folded again by the domain with its invariants; every event's keys and postings, the trial balance, rules
 * 19 and 21 at the end. The journal is read once for every `streamsAtOnce` streams: memory is bounded, time is not.
 */
export async function verifyLedger(
  { reader, domain, keys, head, streamsAtOnce = STREAMS_AT_ONCE }: LedgerCheck,
  findings: Findings,
  { signal, onProgress }: PartContext,
): Promise<void> {
  const trial = new TrialBalance();
  const places = new Places(findings);
  const keyCheck = new KeyCheck(keys, findings);
  let folded = 0;
  for (let after: Position | undefined = 0; after !== undefined;) {
    const isFirst: boolean = after === 0;
    const pass: LedgerPass = new LedgerPass({ domain, findings, trial, streamsAtOnce, isFirst });
    const reading = { reader, after, until: head, signal, onProgress: (done: Position) => onProgress(done, head) };
    for await (const piece of readJournal(reading)) {
      if (isFirst) await keyCheck.note(piece);
      for (const record of piece) {
        if (isFirst) places.note(record);
        pass.note(record);
      }
    }
    pass.end();
    folded += pass.folded;
    after = pass.leftOutAt === undefined ? undefined : pass.leftOutAt - 1;
  }
  places.end(head, folded);
  trial.check(findings);
}

/** Positions are 1, 2, 3 … without a gap, and every record belongs to a stream that has a beginning. */
class Places {
  private last: Position = 0;
  private count = 0;

  constructor(private readonly findings: Findings) {}

  note({ position }: RecordedEvent): void {
    this.expect(position);
    this.last = position;
    this.count += 1;
    this.findings.count('events');
  }

  end(head: Position, folded: number): void {
    this.expect(head + 1);
    const lost = this.count - folded;
    if (lost === 0) return;
    const sentence = `${lost} records are of streams whose beginning is not there.`;
    this.findings.fault({ kind: 'beginning_missing', sentence });
  }

  private expect(position: Position): void {
    const firstPosition = this.last + 1;
    const lastPosition = position - 1;
    if (lastPosition < firstPosition) return;
    const sentence = `Nothing is at positions ${firstPosition} to ${lastPosition}.`;
    this.findings.fault({ kind: 'position_missing', sentence, firstPosition, lastPosition });
  }
}
