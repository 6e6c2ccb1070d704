import type { RecordedEvent } from '#libs/journal/contract.js';
import { movementsOf, type AccountEvent } from '#libs/ledger/contract.js';
import { GrantBalances } from '../../history/grant-balances.js';
import type { AuditedAccount, LedgerDomain } from '../../ports/ledger-domain.port.js';
import type { Findings } from '../findings.js';
import { BucketSums } from './bucket-sums.js';
import type { TrialBalance } from './trial-balance.js';

/** One account's double entry, kept apart from its folded state, with which it is compared at the end. */
export class AccountBooks {
  private readonly grants = new GrantBalances();
  private readonly buckets = new BucketSums();

  note(
    { event, position, revision }: RecordedEvent<AccountEvent>,
    domain: LedgerDomain,
    trial: TrialBalance,
    findings: Findings,
  ): void {
    const postings = domain.postingsOf(event);
    const sum = postings.reduce((total, { amountMicro }) => total + amountMicro, 0n);
    trial.post(postings);
    for (const movement of movementsOf(event)) {
      this.grants.add(movement);
      this.buckets.add(movement);
    }
    if (sum === 0n) return;
    findings.fault({
      kind: 'postings_unbalanced',
      sentence: `The postings of ${event.type} at revision ${revision} sum to ${sum} micro-credits, not to zero (rule 19).`,
      firstPosition: position,
      lastPosition: position,
    });
  }

  /** Rules 19 and 21 at the end of the account's history. */
  check(state: AuditedAccount, findings: Findings): void {
    const { account } = state;
    const standing = new Map(state.grants.map(({ grant, remainingMicro }) => [grant, remainingMicro]));
    for (const { grant, remainingMicro } of this.grants.balances()) {
      if (standing.get(grant) !== remainingMicro) findings.fault(grantFault(account, grant));
      standing.delete(grant);
    }
    for (const grant of standing.keys()) findings.fault(grantFault(account, grant));
    for (const bucket of this.buckets.differing(state.overage)) {
      const sentence = `Overage bucket ${bucket} of ${account} is not what its events made, settled and reversed (rule 21).`;
      findings.fault({ kind: 'overage_does_not_add_up', sentence, account });
    }
    this.checkTotals(state, findings);
  }

  private checkTotals(state: AuditedAccount, findings: Findings): void {
    const { account, grants, overage, holds } = state;
    const held = [...holds.values()].flatMap(({ parts }) => parts);
    const stands = [
      ['remains', state.remainingMicro, sumOf(grants.map(({ remainingMicro }) => remainingMicro))],
      ['is owed', state.overageMicro, sumOf(overage.map(({ openMicro }) => openMicro))],
      ['is held', sumOf(grants.map(({ heldMicro }) => heldMicro)), sumOf(held.map(({ amountMicro }) => amountMicro))],
    ] as const;
    for (const [what, said, summed] of stands) {
      if (said === summed) continue;
      const sentence = `What ${what} of ${account} is ${said} micro-credits, its parts sum to ${summed}.`;
      findings.fault({ kind: 'balance_does_not_add_up', sentence, account });
    }
  }
}

function grantFault(account: string, grant: string) {
  const sentence = `Grant ${grant} of ${account} does not hold what its events left in it (rule 19).`;
  return { kind: 'grant_does_not_add_up', sentence, account };
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amountMicro) => sum + amountMicro, 0n);
}
