import { bucketName } from '#libs/ledger/index.js';
import { isBlocked } from '#libs/ledger/domain/account/is-blocked.js';
import type { BucketState, OpenAccountState, OpenPeriod } from '#libs/ledger/domain/state.js';
import type { EventAudit } from './event-audit.js';
import { summed, type Figures } from './figures.js';
import type { Product } from './product.js';

/** How an account stands, told by the product's state, and by its events where the state has let go of it. */
export function productFigures(ledger: Product, account: string, now: number): Figures {
  const state = ledger.state(account);
  const audit = ledger.audit(account);
  const figures: Figures = new Map();
  if (state === undefined || audit === undefined) return figures;
  figures.set('account', `${state.standing} ${state.zone} ${state.billingDay}`);
  figures.set('blocked', String(isBlocked(state, now)));
  grants(state, audit, figures);
  for (const bucket of state.overage) overage(bucket, audit, figures);
  for (const hold of state.holds.values()) {
    const parts = hold.parts.filter((part) => part.amountMicro > 0n);
    const held = parts.map((part) => `${part.grant} ${part.amountMicro}`).join(', ');
    figures.set(`hold ${hold.reservation}`, `${hold.member} ${held} + ${hold.headroomMicro} until ${hold.expiresAt}`);
  }
  for (const period of state.periods) {
    if (period.usedMicro !== 0n || period.lines.length > 0) figures.set(`period ${period.period}`, openPeriod(period));
  }
  for (const [period, told] of audit.sealed) figures.set(`sealed ${period}`, told);
  for (const { dispute, key } of state.disputes) figures.set(`dispute ${dispute}`, `${key.source} ${key.id}`);
  for (const { subscription, occurrences, term, allowanceMicro, grant, next } of state.subscriptions) {
    const waits = next === undefined ? 'goes on' : next === null ? 'ends' : `turns ${next.terms.fee.amountMinor}`;
    const told = `${occurrences} ${term.startsAt} ${term.endsAt} ${allowanceMicro} ${grant} ${waits}`;
    figures.set(`subscription ${subscription}`, told);
  }
  return figures;
}

/** The last thing that is recorded about a usage. */
export function productUsage(ledger: Product, { source, id }: { source: string; id: string }): Figures {
  const charged = ledger.charged(source, id);
  if (charged === undefined) return new Map();
  const { first, last } = charged;
  const { components, allocations } = last ?? first;
  const paid = summed(
    allocations.map(({ component, grant, overage: bucket, amountMicro }) => {
      const payer = grant ?? `${bucket?.period} ${bucket?.policy} ${bucket?.priceVersion}`;
      return [`${components[component]?.kind} ${payer}`, amountMicro];
    }),
  );
  const { period, originPeriod, judgedAt, flags } = first;
  const booked = `period ${period} from ${originPeriod} judged ${judgedAt} ${flags.join(' ')}`;
  const told = [`${last?.correction ?? 0} corrections`, last === undefined ? booked : '', ...paid];
  return new Map([[`usage ${source} ${id}`, told.join('; ')]]);
}

function grants(state: OpenAccountState, audit: EventAudit, figures: Figures): void {
  let remaining = 0n;
  for (const grant of state.grants) {
    const { remainingMicro, heldMicro, ended, priority, eligibleFrom, expiresAt } = grant;
    const life = `${eligibleFrom} ${expiresAt ?? Infinity}`;
    figures.set(`grant ${grant.grant}`, `${remainingMicro} held ${heldMicro} ended ${ended} by ${priority} ${life}`);
    if (audit.remaining(grant.grant) !== remainingMicro) throw new Error(`${grant.grant} is not what its events say`);
    remaining += remainingMicro;
  }
  if (remaining !== state.remainingMicro) throw new Error('what remains is not the sum of the grants');
}

function overage(
  { bucket, openMicro, repayments, billedMicro, writtenOffMicro }: BucketState,
  audit: EventAudit,
  figures: Figures,
): void {
  if (audit.open(bucketName(bucket)) !== openMicro)
    throw new Error(`overage ${bucketName(bucket)} is not what its events say`);
  const repaid = repayments.reduce((total, repayment) => total + repayment.amountMicro, 0n);
  if (openMicro + billedMicro + writtenOffMicro + repaid === 0n) return;
  const name = `${bucket.period} ${bucket.policy} ${bucket.priceVersion}`;
  figures.set(`bucket ${name}`, `open ${openMicro} repaid ${repaid} billed ${billedMicro} off ${writtenOffMicro}`);
}

function openPeriod({ startsAt, endsAt, usedMicro, usedByMember, lines }: OpenPeriod): string {
  const members = [...usedByMember].filter(([, used]) => used !== 0n).sort();
  const used = `used ${usedMicro} ${members.map((entry) => entry.join(' ')).join(', ')}`;
  const told = lines.map((line) => `${line.line} ${line.amountMinor} ${line.payment} ${line.corrects}`);
  return `${startsAt} ${endsAt} ${used} ${told.join('; ')}`;
}
