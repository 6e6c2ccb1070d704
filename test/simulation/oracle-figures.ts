import { isBlocked, totalOf, type Book, type Grant, type Period, type WholeLedger } from '../support/oracle/index.js';
import { COLUMNS, summed, type Figures } from './figures.js';

/** How an account stands, told by the oracle. Whatever is nothing is left out. */
export function oracleFigures(ledger: WholeLedger, account: string, now: number): Figures {
  const book = ledger.books.get(account);
  const figures: Figures = new Map();
  if (book === undefined) return figures;
  figures.set('account', `${book.status} ${book.zone} ${book.billingDay}`);
  figures.set('blocked', String(isBlocked(book, now)));
  for (const grant of book.grants.values()) {
    if (grant.remainingMicro > 0n) figures.set(`grant ${grant.grant}`, liveGrant(grant));
  }
  for (const bucket of book.buckets.values()) {
    const { name, openMicro, billedMicro, writtenOffMicro } = bucket;
    const repaid = bucket.repayments.reduce((total, repayment) => total + repayment.amountMicro, 0n);
    if (openMicro + billedMicro + writtenOffMicro + repaid === 0n) continue;
    figures.set(`bucket ${name}`, `open ${openMicro} repaid ${repaid} billed ${billedMicro} off ${writtenOffMicro}`);
  }
  for (const hold of book.holds.values()) {
    const parts = hold.parts.filter((part) => part.amountMicro > 0n);
    const held = parts.map((part) => `${part.grant} ${part.amountMicro}`).join(', ');
    figures.set(`hold ${hold.reservation}`, `${hold.member} ${held} + ${hold.headroomMicro} until ${hold.expiresAt}`);
  }
  periods(book, figures);
  for (const [dispute, { source, id, open }] of book.disputes) {
    if (open) figures.set(`dispute ${dispute}`, `${source} ${id}`);
  }
  for (const subscription of book.subscriptions.values()) {
    const { occurrence, startsAt, endsAt, allowanceMicro, grant, next } = subscription;
    const waits = next === undefined ? 'goes on' : next === null ? 'ends' : `turns ${next.feeMinor}`;
    const told = `${occurrence} ${startsAt} ${endsAt} ${allowanceMicro} ${grant} ${waits}`;
    figures.set(`subscription ${subscription.subscription}`, told);
  }
  return figures;
}

/** Where the credits of each grant went (rule 19); of some, or of all there ever were. */
export function oracleColumns(ledger: WholeLedger, account: string, some?: ReadonlySet<string>): Figures {
  const grants = [...(ledger.books.get(account)?.grants.values() ?? [])];
  const chosen = some === undefined ? grants : grants.filter(({ grant }) => some.has(grant));
  return new Map(chosen.map((grant) => [`columns ${grant.grant}`, columns(grant)]));
}

/** The last thing that is recorded about a usage. */
export function oracleUsage(ledger: WholeLedger, { source, id }: { source: string; id: string }): Figures {
  const known = ledger.usages.get(JSON.stringify([source, id]));
  if (known === undefined) return new Map();
  const { charge, parts, corrections } = known;
  const paid = summed(
    charge.allocations.map((one) => [`${parts[one.component]?.kind} ${one.grant ?? one.bucket}`, one.amountMicro]),
  );
  const { period, originPeriod, judgedAt, flags } = charge;
  const booked = `period ${period} from ${originPeriod} judged ${judgedAt} ${flags.join(' ')}`;
  const told = [`${corrections} corrections`, corrections === 0 ? booked : '', ...paid];
  return new Map([[`usage ${source} ${id}`, told.join('; ')]]);
}

function liveGrant(grant: Grant): string {
  const { remainingMicro, heldMicro, ended, priority, eligibleFrom, expiresAt } = grant;
  return `${remainingMicro} held ${heldMicro} ended ${ended} by ${priority} ${eligibleFrom} ${expiresAt}`;
}

function columns(grant: Grant): string {
  const movedMicro = [
    grant.consumedMicro,
    grant.repaidMicro,
    grant.expiredMicro,
    grant.forfeitedMicro,
    grant.rolledOutMicro,
    grant.transferredOutMicro,
    grant.refundedMicro,
    grant.adjustedDownMicro,
  ];
  const told = COLUMNS.map((column, at) => `${column} ${movedMicro[at]}`);
  return [`given ${grant.amountMicro} ${grant.source}`, ...told].join(' ');
}

const sealedBefore = new WeakMap<Period, string>();

function sealedPeriod(period: Period): string {
  const text = sealedBefore.get(period) ?? `${totalOf(period.lines)} ${linesOf(period)}`;
  sealedBefore.set(period, text);
  return text;
}

function linesOf({ lines }: Period): string {
  return lines.map((line) => `${line.line} ${line.amountMinor} ${line.payment} ${line.corrects}`).join('; ');
}

function periods(book: Book, figures: Figures): void {
  for (const period of book.periods) {
    if (period.sealed) {
      figures.set(`sealed ${period.period}`, sealedPeriod(period));
      continue;
    }
    if (period.usedMicro === 0n && period.lines.length === 0) continue;
    const members = [...period.usedByMember].filter(([, used]) => used !== 0n).sort();
    const used = `used ${period.usedMicro} ${members.map((entry) => entry.join(' ')).join(', ')}`;
    figures.set(`period ${period.period}`, `${period.startsAt} ${period.endsAt} ${used} ${linesOf(period)}`);
  }
}
