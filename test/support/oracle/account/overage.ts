import { sum } from '../arithmetic.js';
import { isUnscoped, type Book, type Bucket, type Grant } from './book.js';

const REPAYING = ['top_up', 'subscription'];

export function bucketOf(book: Book, period: number, policy: Bucket['policy'], version: number | null = null): Bucket {
  const name = `${period} ${policy} ${version}`;
  let bucket = book.buckets.get(name);
  if (bucket === undefined) {
    const nothing = { createdMicro: 0n, openMicro: 0n, billedMicro: 0n, writtenOffMicro: 0n, reversedMicro: 0n };
    bucket = { name, period, policy, version, ...nothing, repayments: [], line: null };
    book.buckets.set(name, bucket);
  }
  return bucket;
}

/** How much more overage the policy allows; holds count, but for the one that is being drawn (rules 22, 23). */
export function headroom(book: Book, period: number, ownMicro = 0n): bigint {
  const { policy } = book;
  if (policy.type === 'block') return 0n;
  const counted = [...book.buckets.values()].filter(
    (bucket) => bucket.policy === policy.type && (policy.type === 'limit' || bucket.period === period),
  );
  const most = policy.type === 'limit' ? policy.limitMicro : policy.capMicro;
  const held = sum([...book.holds.values()].map((hold) => hold.headroomMicro));
  const left = most - sum(counted.map((bucket) => bucket.openMicro)) - held + ownMicro;
  return left > 0n ? left : 0n;
}

/** Where overage goes while the policy allows it; `null` under `block`. */
export function allowedBucket(book: Book, period: number): Bucket | null {
  const { policy } = book;
  if (policy.type === 'block') return null;
  return bucketOf(book, period, policy.type, policy.type === 'invoice' ? policy.version : null);
}

/** Up to the headroom by the policy, beyond it `block` (rule 22). */
export function splitOverage(
  book: Book,
  period: number,
  amountMicro: bigint,
  ownMicro = 0n,
): { bucket: Bucket; amountMicro: bigint }[] {
  const left = headroom(book, period, ownMicro);
  const allowed = amountMicro < left ? amountMicro : left;
  const within = allowed > 0n ? [{ bucket: allowedBucket(book, period)!, amountMicro: allowed }] : [];
  const beyond = amountMicro - allowed;
  return beyond > 0n ? [...within, { bucket: bucketOf(book, period, 'block'), amountMicro: beyond }] : within;
}

export function openOverage(bucket: Bucket, amountMicro: bigint): void {
  bucket.createdMicro += amountMicro;
  bucket.openMicro += amountMicro;
}

/** What would cost money first. */
const REPAID_FIRST = ['invoice', 'limit', 'block'];

/** A top-up or renewal: what is open under `limit`, oldest first (rule 22); a rollover: the new period's of any policy (rule 18). */
export function repay(book: Book, grant: Grant, newPeriod: number): void {
  if (!isUnscoped(grant.scope)) return;
  const isRollover = grant.source === 'rollover';
  if (!isRollover && !REPAYING.includes(grant.source)) return;
  const repaid = [...book.buckets.values()]
    .filter((bucket) => (isRollover ? bucket.period === newPeriod : bucket.policy === 'limit'))

    .sort(
      (left, right) =>
        left.period - right.period || REPAID_FIRST.indexOf(left.policy) - REPAID_FIRST.indexOf(right.policy),
    );
  for (const bucket of repaid) {
    const amountMicro = bucket.openMicro < grant.remainingMicro ? bucket.openMicro : grant.remainingMicro;
    if (amountMicro === 0n) continue;
    bucket.openMicro -= amountMicro;
    bucket.repayments.push({ grant: grant.grant, amountMicro });
    grant.remainingMicro -= amountMicro;
    grant.repaidMicro += amountMicro;
  }
}
