import { verifyFolder } from '#apps/standalone/audit/verify-folder.js';
import type { PartReport, Verdict, VerificationProgress, VerificationReport, VerifiedPart } from '#libs/audit/index.js';
import { formatInstant, viewJson } from '#libs/kernel/index.js';
import type { JournalHead } from '#libs/journal/ports/journal-integrity.port.js';
import { ledgerFileIn } from '../ledger-file.js';
import { startProgress, type Progress } from '../terminal/progress.js';
import { bold, grouped } from '../terminal/text.js';

export interface AskedVerification {
  readonly dataDir: string;
  readonly only: readonly VerifiedPart[] | undefined;
  readonly against: JournalHead | undefined;
  readonly signal: AbortSignal;
}

/** What scripts go by: sound, faulty, or not known. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { ok: 0, faults: 1, could_not_verify: 3 };

/** Beside a running server or without one; changes nothing. */
export async function verifyLedger({ dataDir, ...options }: AskedVerification): Promise<VerificationReport> {
  ledgerFileIn(dataDir);
  const progress = new PartProgress();
  try {
    return await verifyFolder(dataDir, { ...options, onProgress: (made) => progress.show(made) });
  } finally {
    progress.stop();
  }
}

/** A bar of its own for each part. */
class PartProgress {
  private bar: { readonly part: VerifiedPart; readonly progress: Progress } | undefined;

  show({ part, done, total }: VerificationProgress): void {
    if (this.bar?.part !== part) {
      this.stop();
      this.bar = { part, progress: startProgress({ total, label: part, show: grouped }) };
    }
    this.bar.progress.moveTo(done);
  }

  stop(): void {
    this.bar?.progress.stop();
  }
}

export function reportJson(report: VerificationReport): string {
  return `${JSON.stringify(viewJson(report))}\n`;
}

const IN_WORDS: Readonly<Record<Verdict, string>> = {
  ok: 'ok',
  faults: 'FAULTS',
  could_not_verify: 'COULD NOT VERIFY',
};

export function reportText(report: VerificationReport): string {
  const { ledgerId, head, endedAt, verdict, parts } = report;
  const title = `Ledger ${ledgerId} up to position ${grouped(head)}, verified ${formatInstant(endedAt)}`;
  return `\n${bold(title)}\n${parts.map(partText).join('')}\n  ${IN_WORDS[verdict]}\n`;
}

function partText({ part, verdict, checked, faultCount, faults, couldNot }: PartReport): string {
  const counts = Object.entries(checked).map(([what, count]) => `${grouped(count)} ${what}`);
  const lines = [
    `  ${part.padEnd(12)} ${IN_WORDS[verdict]}${counts.length === 0 ? '' : `  (${counts.join(', ')})`}`,
    ...faults.map(({ kind, sentence }) => `    ${kind}: ${sentence}`),
    ...(faultCount > faults.length ? [`    … and ${grouped(faultCount - faults.length)} more`] : []),
    ...couldNot.map((reason) => `    could not verify: ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}
