import { copyOf, putBack, type Book, type Grant } from './account/book.js';
import { giveCredits } from './account/buying.js';
import { charge } from './account/charging.js';
import type { Moment, ToldUsage } from './account/deeds.js';
import { doWhatIsDue } from './account/due.js';
import { numberOf } from './account/periods.js';
import { openAccount, setMember } from './account/settings.js';
import { AlertWatch, type FiredAlert } from './alert-watch.js';
import { sum } from './arithmetic.js';
import type { BookedCharge } from './booked.js';
import type { PricedComponent } from './price-list.js';
import type { AccountBody, GrantBody, OracleUsage } from './vocabulary.js';

/** One account as commands and metering meet it: its book, its charges and its alerts. */
export class AccountBook {
  readonly charges: BookedCharge[] = [];
  readonly alerts: FiredAlert[] = [];
  conflicts = 0;
  private readonly watch: AlertWatch;

  private constructor(
    readonly body: AccountBody,
    readonly book: Book,
    at: number,
  ) {
    this.watch = new AlertWatch(body.alertRules);
    this.watch.periodReached(numberOf(book, at), at);
  }

  /** @returns the code of the refusal where there is one */
  static open(body: AccountBody, moment: Moment): AccountBook | string {
    const members = body.members.map((member) => ({ member, limitMicro: null }));
    const openedAt = Date.parse(body.openedAt);
    const { account, currency, zone, billingDay } = body;
    const terms = { account, currency, zone, billingDay, openedAt, members, policy: { type: 'block' as const } };
    const book = openAccount({ type: 'openAccount', ...terms }, moment);
    return typeof book === 'string' ? book : new AccountBook(body, book, moment.now);
  }

  get openedAt(): number {
    return this.book.openedAt;
  }

  get members(): string[] {
    return [...this.book.members.keys()];
  }

  get grants(): Grant[] {
    return [...this.book.grants.values()];
  }

  /** Open overage by period. */
  get overage(): Map<number, bigint> {
    const open = new Map<number, bigint>();
    for (const { period, openMicro } of this.book.buckets.values()) {
      open.set(period, (open.get(period) ?? 0n) + openMicro);
    }
    return open;
  }

  get remainingMicro(): bigint {
    return sum(this.grants.map((grant) => grant.remainingMicro));
  }

  get overageMicro(): bigint {
    return sum([...this.overage.values()]);
  }

  addMember(member: string, moment: Moment): string | null {
    return this.after(moment, () => setMember(this.book, { type: 'addMember', account: '', member, limitMicro: null }));
  }

  /** @returns the code of the refusal, or `null` */
  grant(body: GrantBody, moment: Moment): string | null {
    const { account, grant, source, priority, costBasis } = body;
    const refusal = this.after(moment, () =>
      giveCredits(
        this.book,
        {
          type: 'giveCredits',
          account,
          source,
          amountMicro: BigInt(body.amountMicro),
          scope: body.scope ?? {},
          ...(grant === undefined ? {} : { grant }),
          ...(priority === undefined ? {} : { priority }),
          ...(body.eligibleFrom === undefined ? {} : { eligibleFrom: Date.parse(body.eligibleFrom) }),
          ...(body.expiresAt === undefined ? {} : { expiresAt: Date.parse(body.expiresAt) }),
          ...(costBasis === undefined
            ? {}
            : { cost: { amountMinor: BigInt(costBasis.amountMinor), currency: costBasis.currency } }),
        },
        moment,
      ),
    );
    const given = this.grants.at(-1);
    if (refusal !== null || given === undefined) return refusal;
    this.alerts.push(...this.watch.periodReached(numberOf(this.book, moment.now), moment.now));
    this.alerts.push(...this.watch.granted(given, given.source !== 'refund', moment.now));
    return null;
  }

  setAlertRules(rules: AccountBody['alertRules'], moment: Moment): void {
    this.after(moment, () => null);
    this.alerts.push(...this.watch.rulesSet(rules, moment.now));
  }

  /** @returns the charge, or the reason for which it must wait */
  charge(
    usage: OracleUsage,
    components: PricedComponent[],
    receivedAt: number,
    moment: Moment,
  ): BookedCharge | 'amount_out_of_range' | 'reservation_already_settled' {
    let booked: BookedCharge | undefined;
    const refusal = this.after(moment, () => {
      this.watch.periodReached(numberOf(this.book, usage.occurredAt), receivedAt);
      const charged = charge(this.book, toldUsage(usage, components), receivedAt);
      if (typeof charged === 'string') return charged;
      booked = {
        ...charged,
        usage,
        components,
        allocations: charged.allocations.map(({ component, grant, period, amountMicro, afterMicro }) => {
          return { component, grant, overagePeriod: period, amountMicro, afterMicro };
        }),
        totalMicro: sum(components.map((component) => component.amountMicro)),
        remainingAfterMicro: this.remainingMicro,
        overageAfterMicro: this.overageMicro,
      };
      return null;
    });
    if (booked === undefined) return refusal as 'amount_out_of_range';
    this.charges.push(booked);
    this.alerts.push(...this.watch.used(receivedAt));
    return booked;
  }

  /** What was due is undone where what comes is refused. */
  private after(moment: Moment, happen: () => string | null): string | null {
    this.watch.lapse(moment.giveUpTo);
    const saved = copyOf(this.book);
    doWhatIsDue(this.book, moment);
    const refusal = happen();
    if (refusal !== null) putBack(this.book, saved);
    return refusal;
  }
}

function toldUsage(usage: OracleUsage, parts: PricedComponent[]): ToldUsage {
  const { source, id, account, member, app, model, occurredAt, requestId, reservationId, final } = usage;
  return {
    source,
    id,
    account,
    model,
    occurredAt,
    requestId,
    final,
    parts,
    ...(member === null ? {} : { member }),
    ...(app === null ? {} : { app }),
    ...(reservationId === null ? {} : { reservationId }),
  };
}
