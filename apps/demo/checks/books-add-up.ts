import { displayCredits, totalMicro } from '#libs/kernel/index.js';
import { INTAKE_OUTCOMES, type IntakeOutcome } from '#libs/journal/ports/intake-facts.js';
import { grouped, plural } from '#apps/cli/terminal/text.js';
import type { Findings } from '../findings.js';

/** A sentence that is either so or not. */
export interface Check {
  readonly claim: string;
  readonly figures: string;
  readonly holds: boolean;
}

/** @param lines how many lines of usage the demo wrote */
export function checkBooks(findings: Findings, lines: number): readonly Check[] {
  return [
    grantsAddUp(findings),
    intakeAddsUp(findings, lines),
    everyChargeIsThere(findings),
    trialBalance(findings),
    balancesAgree(findings),
    invoicesAgree(findings),
  ];
}

/** Rule 19: what left a grant was consumed, expired, rolled out … and what came back is taken off. */
function grantsAddUp({ fold, accounts }: Findings): Check {
  const grants = accounts.flatMap((one) => one.grants.map((view) => ({ view, account: one.account.account })));
  const wrong = grants.filter(({ view, account }) => {
    const folded = fold.accounts.get(account)?.grants.get(view.grant);
    if (folded === undefined || view.remainingMicro < 0n) return true;
    return folded.amountMicro !== view.remainingMicro + folded.leftMicro;
  });
  const inJournal = [...fold.accounts.values()].reduce((total, account) => total + account.grants.size, 0);
  return {
    claim: 'Each grant: amount = remaining + all that left it (rule 19)',
    figures: `${plural(grants.length, 'grant')}, ${wrong.length} wrong`,
    holds: wrong.length === 0 && grants.length === inJournal,
  };
}

/** Rule 37. */
function intakeAddsUp({ received, counts }: Findings, lines: number): Check {
  const sum = INTAKE_OUTCOMES.reduce((total, outcome) => total + counts[outcome], 0);
  return {
    claim: 'Received = charged + duplicates + conflicts + rejected + held (rule 37)',
    figures: `${grouped(received)} = ${INTAKE_OUTCOMES.map((outcome) => grouped(counts[outcome])).join(' + ')}`,
    holds: received === lines && received === sum,
  };
}

function everyChargeIsThere({ fold, counts, held }: Findings): Check {
  const released = (outcome: IntakeOutcome): number => held.filter((row) => row.releasedAs === outcome).length;
  const charged = counts.charged + released('charged');
  return {
    claim: 'Each usage charged once: debits in the journal = charged + charged on release',
    figures: `${grouped(fold.charges)} = ${grouped(counts.charged)} + ${grouped(released('charged'))}`,
    holds: fold.charges === charged,
  };
}

function trialBalance({ fold }: Findings): Check {
  return {
    claim: 'Trial balance: the postings of each event, and of the whole ledger, sum to zero',
    figures: `${plural(fold.events, 'event')}, ${plural(fold.postings, 'posting')}, sum ${displayCredits(fold.balanceMicro)}`,
    holds: fold.unbalancedEvents === 0 && fold.balanceMicro === 0n && fold.postings > 0,
  };
}

function balancesAgree({ fold, accounts }: Findings): Check {
  const wrong = accounts.filter(({ account, balance }) => {
    const folded = fold.account(account.account);
    const remaining = totalMicro([...folded.grants.values()].map((grant) => grant.amountMicro - grant.leftMicro));
    return balance.remainingMicro !== remaining || balance.overageMicro !== folded.overageMicro;
  });
  return {
    claim: 'The balances shown are those the journal alone gives',
    figures: `${plural(accounts.length, 'account')}, ${wrong.length} wrong`,
    holds: wrong.length === 0 && accounts.length === fold.accounts.size,
  };
}

function invoicesAgree({ fold, accounts }: Findings): Check {
  const wrong = accounts.filter((one) => one.invoicedMicro !== fold.account(one.account.account).chargedMicro);
  const total = totalMicro(accounts.map(({ invoicedMicro }) => invoicedMicro));
  return {
    claim: 'The usage lines of all invoices sum to what the journal charged',
    figures: `${displayCredits(total)} credits, ${plural(wrong.length, 'account')} wrong`,
    holds: wrong.length === 0,
  };
}
