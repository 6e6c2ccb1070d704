import { sum } from '../arithmetic.js';
import { grantOf, hasEnded, type Book, type Bucket, type Grant } from './book.js';
import type { Allocation, Charge } from './charging.js';
import { takeMore } from './charging.js';
import type { Correct, Moment, Part, ToldUsage } from './deeds.js';
import { give } from './giving.js';
import { addLine, leftOf, roundMoney } from './money.js';
import { addUse, oldestUnsealed } from './periods.js';

/** What is known of a usage, all corrections taken in. */
export interface Known {
  usage: ToldUsage;
  charge: Charge;
  parts: Part[];
  corrections: number;
}

/** What a correction gives back by other ways than into the grant it came from. */
interface GivenBack {
  refunds: Map<string, bigint>;
  unbilled: Map<Bucket, bigint>;
}

const REFUND_LIFE = 30 * 24 * 3_600_000;

/** Rules 27 and 28. */
export function correct(book: Book, deed: Correct, known: Known | undefined, moment: Moment): string | null {
  if (known === undefined) return 'usage_unknown';
  if (deed.known !== known.corrections) return 'correction_stale';
  const parts = deed.rerated ?? [];
  const before = known.parts;
  if (priceList(before) === priceList(parts)) return 'correction_without_effect';
  const own = book.periods[known.charge.period]!;
  const period = own.sealed ? oldestUnsealed(book) : own;
  const back: GivenBack = { refunds: new Map(), unbilled: new Map() };
  const kept = giveBack(book, known, parts, deed.fault, moment, back);
  const request = { model: known.usage.model, app: known.usage.app ?? null, at: known.charge.judgedAt };
  const missing = parts.map(({ kind, amountMicro }, component) => {
    const paid = sum(kept.filter((one) => one.component === component).map((one) => one.amountMicro));
    return { kind, amountMicro: amountMicro - paid };
  });
  const taken = takeMore(book, { ...request, parts: missing }, period.period);
  settle(book, back, moment);
  const delta = sum(parts.map((part) => part.amountMicro)) - sum(before.map((part) => part.amountMicro));
  // What a member used of a sealed period raises no limit in another one.
  addUse(book, period, period === own ? (known.usage.member ?? null) : null, delta);
  known.parts = parts;
  known.corrections += 1;
  const allocations = [...kept, ...taken].sort((left, right) => left.component - right.component);
  known.charge = { ...known.charge, allocations };
  return null;
}

/** What does not cost anything makes no difference. */
function priceList(parts: Part[]): string {
  const costly = parts.filter((part) => part.amountMicro > 0n);
  return costly.map((part) => `${part.kind} ${part.amountMicro}`).join(', ');
}

/** Component by component from the last: overage, latest first, then grants, latest first. @returns what it still bears */
function giveBack(
  book: Book,
  { charge, parts: before }: Known,
  parts: Part[],
  fault: Correct['fault'],
  moment: Moment,
  back: GivenBack,
): Allocation[] {
  const left = charge.allocations.map((allocation) => {
    const { kind } = before[allocation.component] ?? {};
    return { ...allocation, component: parts.findIndex((part) => part.kind === kind) };
  });
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const component = parts.findIndex((part) => part.kind === before[at]!.kind);
    const own = left.filter((_, index) => charge.allocations[index]!.component === at).reverse();
    let excess = before[at]!.amountMicro - (parts[component]?.amountMicro ?? 0n);
    for (const allocation of [...own.filter(isOverage), ...own.filter((one) => !isOverage(one))]) {
      const amountMicro = allocation.amountMicro < excess ? allocation.amountMicro : excess;
      if (amountMicro <= 0n) break;
      excess -= amountMicro;
      allocation.amountMicro -= amountMicro;
      undo(book, { ...allocation, amountMicro }, fault, moment, back);
    }
  }
  return left.filter((allocation) => allocation.amountMicro > 0n);
}

function isOverage({ bucket }: Allocation): boolean {
  return bucket !== null;
}

function undo(book: Book, allocation: Allocation, fault: Correct['fault'], moment: Moment, back: GivenBack): void {
  if (isOverage(allocation)) return undoOverage(book, allocation, fault, moment, back);
  const grant = grantOf(book, allocation.grant!);
  grant.consumedMicro -= allocation.amountMicro;
  restore(book, grant, allocation.amountMicro, fault, moment, back);
}

/** Open, then repaid, latest first and back to who repaid it, then billed, as a credit line, then written off. */
function undoOverage(
  book: Book,
  { bucket: name, amountMicro }: Allocation,
  fault: Correct['fault'],
  moment: Moment,
  back: GivenBack,
): void {
  const bucket = book.buckets.get(name!)!;
  let due = amountMicro;
  bucket.reversedMicro += amountMicro;
  const takeOff = (has: bigint): bigint => {
    const part = has < due ? has : due;
    due -= part;
    return part;
  };
  bucket.openMicro -= takeOff(bucket.openMicro);
  for (const repayment of [...bucket.repayments].reverse()) {
    const undone = takeOff(repayment.amountMicro);
    if (undone === 0n) continue;
    repayment.amountMicro -= undone;
    const grant = grantOf(book, repayment.grant);
    grant.repaidMicro -= undone;
    restore(book, grant, undone, fault, moment, back);
  }
  const unbilled = takeOff(bucket.billedMicro);
  if (unbilled > 0n) {
    bucket.billedMicro -= unbilled;
    back.unbilled.set(bucket, (back.unbilled.get(bucket) ?? 0n) + unbilled);
  }
  bucket.writtenOffMicro -= takeOff(bucket.writtenOffMicro);
  if (due > 0n) throw new Error(`the oracle lost overage of ${name}`);
}

/** To a grant that has ended meanwhile: a refund grant where the operator erred, else gone at once (rule 28). */
function restore(
  book: Book,
  grant: Grant,
  amountMicro: bigint,
  fault: Correct['fault'],
  moment: Moment,
  back: GivenBack,
): void {
  if (!hasEnded(book, grant, moment)) {
    grant.remainingMicro += amountMicro;
  } else if (fault === 'operator') {
    grant.refundedMicro += amountMicro;
    back.refunds.set(grant.grant, (back.refunds.get(grant.grant) ?? 0n) + amountMicro);
  } else {
    grant.expiredMicro += amountMicro;
  }
}

/** One line for each line that is corrected, so that what stays is what the rest would have cost; one grant for each grant that had ended. */
function settle(book: Book, { refunds, unbilled }: GivenBack, { now }: Moment): void {
  const period = oldestUnsealed(book);
  for (const bucket of book.buckets.values()) {
    const { version, line, billedMicro } = bucket;
    const amountMicro = unbilled.get(bucket);
    if (amountMicro === undefined) continue;
    const { amountMinor, perMicro } = book.prices[version! - 1]!;
    const cost = (micro: bigint): bigint => roundMoney(micro * amountMinor, perMicro);
    const credit = cost(billedMicro + amountMicro) - cost(billedMicro);
    const left = leftOf(book, line!);
    if (credit > left) {
      addLine(book, period.period, { numerator: -left, denominator: 1n }, { corrects: line });
    } else {
      const exact = { numerator: -amountMicro * amountMinor, denominator: perMicro };
      addLine(book, period.period, exact, { amountMinor: -credit, corrects: line });
    }
  }
  for (const [id, amountMicro] of refunds) {
    const { priority, scope, costMinor } = grantOf(book, id);
    const life = { eligibleFrom: period.startsAt, expiresAt: now + REFUND_LIFE };
    give(book, { source: 'refund', priority, scope, costMinor, amountMicro, ...life }, period.period);
  }
}
