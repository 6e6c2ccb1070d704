import type { JournalHead, JournalIntegrityPort } from '#libs/journal/ports/journal-integrity.port.js';
import type { Findings } from '../findings.js';
import type { PartContext } from '../part-context.js';

export interface JournalCheck {
  readonly integrity: JournalIntegrityPort;
  /** A head that was kept outside of the ledger. */
  readonly against?: JournalHead | undefined;
}

/** The journal against its own chain of digests: what is stored is what was committed. */
export async function verifyJournal(
  { integrity, against }: JournalCheck,
  findings: Findings,
  { signal, onProgress }: PartContext,
): Promise<void> {
  const { position: head } = await integrity.head();
  const check = integrity.check({
    onProgress: (done) => onProgress(done, head),
    ...(against && { against }),
    ...(signal && { signal }),
  });
  for await (const { kind, sentence, firstPosition, lastPosition } of check) {
    if (kind === 'unreadable') findings.couldNot(sentence);
    else if (firstPosition === 0) findings.fault({ kind, sentence });
    else findings.fault({ kind, sentence, firstPosition, lastPosition });
  }
  signal?.throwIfAborted();
  findings.count('records', head);
}
