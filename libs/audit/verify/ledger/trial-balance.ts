import type { AuditedAccount } from '../../ports/ledger-domain.port.js';
import type { Findings } from '../findings.js';

type Posting = { readonly book: string; readonly amountMicro: bigint };

/** The books of the whole ledger, in bigint (rule 1): they sum to zero, and say what the accounts say together. */
export class TrialBalance {
  private readonly books = new Map<string, bigint>();
  private remainingMicro = 0n;
  private overageMicro = 0n;
  private isWhole = true;

  post(postings: readonly Posting[]): void {
    for (const { book, amountMicro } of postings) {
      const [family = book] = book.split('/', 1);
      this.books.set(family, this.of(family) + amountMicro);
    }
  }

  close({ remainingMicro, overageMicro }: AuditedAccount): void {
    this.remainingMicro += remainingMicro;
    this.overageMicro += overageMicro;
  }

  /** The state of an account is not known: what the accounts say together is not either. */
  leaveOut(): void {
    this.isWhole = false;
  }

  check(findings: Findings): void {
    const total = [...this.books.values()].reduce((sum, amountMicro) => sum + amountMicro, 0n);
    const stands: readonly (readonly [string, bigint, bigint])[] = [
      ['all books', total, 0n],
      ['grants', this.of('grant'), this.remainingMicro],
      ['overage', this.of('overage'), -this.overageMicro],
    ];
    for (const [name, found, expected] of this.isWhole ? stands : stands.slice(0, 1)) {
      if (found === expected) continue;
      const sentence = `The trial balance of ${name} stands at ${found} micro-credits, the accounts say ${expected}.`;
      findings.fault({ kind: 'trial_balance', sentence });
    }
  }

  private of(family: string): bigint {
    return this.books.get(family) ?? 0n;
  }
}
