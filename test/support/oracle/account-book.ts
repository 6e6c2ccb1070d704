import { AlertWatch, type FiredAlert } from './alert-watch.js';
import { compare, fitsInt64, sum } from './arithmetic.js';
import type { BookedAllocation, BookedCharge, BookedGrant } from './booked.js';
import { periodAt } from './calendar.js';
import type { PricedComponent } from './price-list.js';
import { DEFAULT_PRIORITIES, type AccountBody, type GrantBody, type OracleUsage } from './vocabulary.js';

function restrictedDimensions(grant: BookedGrant): number {
  return [grant.scope.models, grant.scope.kinds, grant.scope.apps].filter((allowed) => allowed !== undefined).length;
}

/** Rule 16. */
function burnOrder(left: BookedGrant, right: BookedGrant): number {
  return (
    compare(left.priority, right.priority) ||
    compare(left.expiresAt, right.expiresAt) ||
    compare(restrictedDimensions(right), restrictedDimensions(left)) ||
    compare(left.eligibleFrom, right.eligibleFrom) ||
    compare(left.grant, right.grant)
  );
}

function mayPay(grant: BookedGrant, usage: OracleUsage, kind: string, judgedAt: number): boolean {
  const { models, kinds, apps } = grant.scope;
  return (
    grant.remainingMicro > 0n &&
    grant.eligibleFrom <= judgedAt &&
    judgedAt < grant.expiresAt &&
    (models === undefined || models.includes(usage.model)) &&
    (kinds === undefined || kinds.includes(kind)) &&
    (apps === undefined || (usage.app !== null && apps.includes(usage.app)))
  );
}

/** One account, as a clerk would keep it. */
export class AccountBook {
  readonly openedAt: number;
  readonly members: string[];
  readonly grants: BookedGrant[] = [];
  /** Open overage by period; the policy is `block`, so it is never repaid (rule 22). */
  readonly overage = new Map<number, bigint>();
  readonly charges: BookedCharge[] = [];
  readonly alerts: FiredAlert[] = [];
  conflicts = 0;
  private readonly watch: AlertWatch;

  constructor(
    readonly body: AccountBody,
    at: number,
  ) {
    this.openedAt = Date.parse(body.openedAt);
    this.members = [...body.members];
    this.watch = new AlertWatch(body.alertRules);
    this.watch.periodReached(this.periodOf(at), at);
  }

  get remainingMicro(): bigint {
    return sum(this.grants.map((grant) => grant.remainingMicro));
  }

  get overageMicro(): bigint {
    return sum([...this.overage.values()]);
  }

  private periodOf(instant: number): number {
    return periodAt(instant, { ...this.body, openedAt: this.openedAt }).period;
  }

  /** @returns the code of the refusal, or `null` */
  grant(body: GrantBody, at: number): string | null {
    const amountMicro = BigInt(body.amountMicro);
    const isPurchase = body.source === 'top_up' || body.source === 'transfer';
    const fallback = isPurchase ? this.openedAt : at;
    const eligibleFrom = body.eligibleFrom === undefined ? fallback : Date.parse(body.eligibleFrom);
    const expiresAt = body.expiresAt === undefined ? Infinity : Date.parse(body.expiresAt);
    if (amountMicro <= 0n) return 'grant_not_positive';
    if (body.grant !== undefined && this.grants.some((given) => given.grant === body.grant)) return 'grant_exists';
    if (expiresAt <= eligibleFrom) return 'grant_never_usable';
    if (!fitsInt64(this.remainingMicro + amountMicro)) return 'balance_out_of_range';
    this.alerts.push(...this.watch.periodReached(this.periodOf(at), at));
    const given: BookedGrant = {
      grant: body.grant ?? `~${this.grants.length + 1}`,
      priority: body.priority ?? DEFAULT_PRIORITIES[body.source] ?? 0,
      amountMicro,
      remainingMicro: amountMicro,
      eligibleFrom,
      expiresAt,
      scope: body.scope ?? {},
    };
    this.grants.push(given);
    this.alerts.push(...this.watch.granted(given, body.source !== 'refund', at));
    return null;
  }

  setAlertRules(rules: AccountBody['alertRules'], at: number): void {
    this.alerts.push(...this.watch.rulesSet(rules, at));
  }

  /** Pays each component in canonical order, out of the grants in burn order, the rest out of overage (rules 16, 17, 21). */
  charge(usage: OracleUsage, components: PricedComponent[], receivedAt: number): BookedCharge | 'amount_out_of_range' {
    const beforeOpening = usage.occurredAt < this.openedAt;
    const judgedAt = beforeOpening ? receivedAt : usage.occurredAt;
    if (!fitsInt64(this.overageMicro + this.unpaid(usage, components, judgedAt))) return 'amount_out_of_range';
    const period = this.periodOf(usage.occurredAt);
    this.alerts.push(...this.watch.periodReached(period, receivedAt));
    const allocations = components.flatMap((component, index) => this.pay(index, component, usage, judgedAt, period));
    const strange = usage.member !== null && !this.members.includes(usage.member);
    const charge: BookedCharge = {
      usage,
      period,
      judgedAt,
      flags: [...(strange ? ['member_unknown'] : []), ...(beforeOpening ? ['before_opening'] : [])],
      components,
      allocations,
      totalMicro: sum(components.map((component) => component.amountMicro)),
      remainingAfterMicro: this.remainingMicro,
      overageAfterMicro: this.overageMicro,
    };
    this.charges.push(charge);
    this.alerts.push(...this.watch.used(receivedAt));
    return charge;
  }

  /** What no grant would pay, without moving anything. */
  private unpaid(usage: OracleUsage, components: PricedComponent[], judgedAt: number): bigint {
    const left = new Map(this.grants.map((grant) => [grant, grant.remainingMicro]));
    let unpaid = 0n;
    for (const component of components) {
      let due = component.amountMicro;
      for (const grant of [...this.grants].sort(burnOrder)) {
        const has = left.get(grant) ?? 0n;
        if (has === 0n || !mayPay(grant, usage, component.kind, judgedAt)) continue;
        const paid = has < due ? has : due;
        left.set(grant, has - paid);
        due -= paid;
      }
      unpaid += due;
    }
    return unpaid;
  }

  private pay(
    index: number,
    component: PricedComponent,
    usage: OracleUsage,
    judgedAt: number,
    period: number,
  ): BookedAllocation[] {
    const allocations: BookedAllocation[] = [];
    let due = component.amountMicro;
    for (const grant of [...this.grants].sort(burnOrder)) {
      if (due === 0n || !mayPay(grant, usage, component.kind, judgedAt)) continue;
      const amountMicro = grant.remainingMicro < due ? grant.remainingMicro : due;
      grant.remainingMicro -= amountMicro;
      due -= amountMicro;
      const afterMicro = grant.remainingMicro;
      allocations.push({ component: index, grant: grant.grant, overagePeriod: null, amountMicro, afterMicro });
    }
    if (due > 0n) {
      const afterMicro = (this.overage.get(period) ?? 0n) + due;
      this.overage.set(period, afterMicro);
      allocations.push({ component: index, grant: null, overagePeriod: period, amountMicro: due, afterMicro });
    }
    return allocations;
  }
}
