import { verdictOf, type AuditFault, type PartReport, type VerifiedPart } from './report.js';

/** Faults of a part that are told one by one; the others are only counted. */
const FAULTS_SHOWN = 100;
const COULD_NOT_SHOWN = 20;

type NewFault = Pick<AuditFault, 'kind' | 'sentence'> & Partial<AuditFault>;

/** What one part of a verification has found so far. Bounded, however much is wrong. */
export class Findings {
  private readonly checked = new Map<string, number>();
  private readonly faults: AuditFault[] = [];
  private readonly reasons: string[] = [];
  private faultCount = 0;
  private reasonCount = 0;

  constructor(private readonly part: VerifiedPart) {}

  count(what: string, by = 1): void {
    this.checked.set(what, (this.checked.get(what) ?? 0) + by);
  }

  fault(fault: NewFault): void {
    this.faultCount += 1;
    if (this.faults.length >= FAULTS_SHOWN) return;
    this.faults.push({ firstPosition: null, lastPosition: null, account: null, row: null, ...fault });
  }

  /** Nothing that was not looked at is ever sound (H8). */
  couldNot(reason: string): void {
    this.reasonCount += 1;
    if (this.reasons.length < COULD_NOT_SHOWN) this.reasons.push(reason);
  }

  report(): PartReport {
    const { part, faultCount } = this;
    return {
      part,
      verdict: verdictOf({ faults: faultCount > 0, couldNot: this.reasonCount > 0 }),
      checked: Object.fromEntries(this.checked),
      faultCount,
      faults: this.faults,
      couldNot: this.reasons,
    };
  }
}
