import { addCredits, invariant, subtractCredits, unreachable, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import { compareBurnOrder } from './burn-order.js';
import type { AccountEvent, AccountOpened, Allocation, CreditsGranted, UsageCharged } from './events.js';
import type { AccountState, LiveGrant, OpenAccountState, OpenBucket, OpenPeriod } from './state.js';
import type { OverageBucket } from './terms.js';

/** Folds one event into the account. Never refuses: a recorded event is a fact; an impossible one stops the process. */
export function evolve(state: AccountState, event: AccountEvent): AccountState {
  if (event.type === 'AccountOpened') return opened(state, event);
  invariant(state.status === 'open', `${event.type} on an account that is not open`);
  switch (event.type) {
    case 'MemberAdded':
      return { ...state, members: new Set(state.members).add(event.data.member) };
    case 'AlertRulesSet':
      return { ...state, alertRules: event.data.alertRules };
    case 'PeriodOpened': {
      const { period, startsAt, endsAt } = event.data;
      const opened = { period, startsAt, endsAt, usedMicro: ZERO_CREDITS };
      return { ...state, periods: [...state.periods, opened], baseMicro: state.remainingMicro };
    }
    case 'CreditsGranted':
      return granted(state, event);
    case 'UsageCharged':
      return charged(state, event);
    case 'UsageConflictRecorded':
      return state;
    default:
      return unreachable(event);
  }
}

function opened(state: AccountState, event: AccountOpened): OpenAccountState {
  invariant(state.status === 'unopened', 'an account is opened once');
  const { account, kind, openedAt, currency, zone, billingDay, tariffBook, alertRules, members } = event.data;
  return {
    status: 'open',
    account,
    kind,
    openedAt,
    currency,
    zone,
    billingDay,
    tariffBook,
    alertRules,
    members: new Set(members),
    grants: [],
    grantsMade: 0,
    periods: [],
    overage: [],
    remainingMicro: ZERO_CREDITS,
    baseMicro: ZERO_CREDITS,
    overageMicro: ZERO_CREDITS,
  };
}

function granted(state: OpenAccountState, event: CreditsGranted): OpenAccountState {
  const { grant, source, priority, amountMicro, eligibleFrom, expiresAt, scope } = event.data;
  const live: LiveGrant = {
    grant,
    source,
    priority,
    amountMicro,
    remainingMicro: amountMicro,
    eligibleFrom,
    expiresAt,
    scope,
  };
  return {
    ...state,
    grants: [...state.grants, live].sort(compareBurnOrder),
    grantsMade: state.grantsMade + 1,
    remainingMicro: addCredits(state.remainingMicro, amountMicro),
    baseMicro: addCredits(state.baseMicro, amountMicro),
  };
}

function charged(state: OpenAccountState, event: UsageCharged): OpenAccountState {
  const { allocations, period, totalMicro, remainingAfterMicro, overageAfterMicro } = event.data;
  const fromGrants = allocations.filter((allocation) => allocation.grant !== null);
  const toOverage = allocations.filter((allocation) => allocation.overage !== null);
  const next = {
    ...state,
    periods: usedIn(state.periods, period, totalMicro),
    grants: fromGrants.length === 0 ? state.grants : drawn(state.grants, fromGrants),
    overage: toOverage.length === 0 ? state.overage : toOverage.reduce(overdrawn, state.overage),
    remainingMicro: subtractCredits(state.remainingMicro, sum(fromGrants)),
    overageMicro: addCredits(state.overageMicro, sum(toOverage)),
  };
  invariant(next.remainingMicro === remainingAfterMicro, 'a debit leaves what it says remains');
  invariant(next.overageMicro === overageAfterMicro, 'a debit leaves the overage it says is open');
  return next;
}

function usedIn(periods: readonly OpenPeriod[], number: number, totalMicro: Credits): readonly OpenPeriod[] {
  const at = periods.findLastIndex(({ period }) => period === number);
  const found = periods[at];
  invariant(found !== undefined, 'a debit is booked on an open period');
  return periods.with(at, { ...found, usedMicro: addCredits(found.usedMicro, totalMicro) });
}

function sum(allocations: readonly Allocation[]): Credits {
  return allocations.reduce((total, { amountMicro }) => addCredits(total, amountMicro), ZERO_CREDITS);
}

/** Takes the allocations out of the grants; a grant with nothing left leaves the state (rule 20). */
function drawn(grants: readonly LiveGrant[], allocations: readonly Allocation[]): readonly LiveGrant[] {
  const remaining = new Map<string, Credits>();
  for (const { grant, amountMicro, afterMicro } of allocations) {
    const before = remaining.get(grant!) ?? grants.find((live) => live.grant === grant)?.remainingMicro;
    invariant(before !== undefined && before - amountMicro === afterMicro, 'an allocation leaves what it says remains');
    invariant(afterMicro >= 0n, 'no grant is overdrawn');
    remaining.set(grant!, afterMicro);
  }
  const left: LiveGrant[] = [];
  for (const live of grants) {
    const remainingMicro = remaining.get(live.grant);
    if (remainingMicro === undefined) left.push(live);
    else if (remainingMicro > 0n) left.push({ ...live, remainingMicro });
  }
  return left;
}

function overdrawn(buckets: readonly OpenBucket[], { overage, amountMicro }: Allocation): readonly OpenBucket[] {
  const at = buckets.findIndex(({ bucket }) => isSameBucket(bucket, overage!));
  const found = buckets[at];
  if (found === undefined) return [...buckets, { bucket: overage!, openMicro: amountMicro }];
  return buckets.with(at, { ...found, openMicro: addCredits(found.openMicro, amountMicro) });
}

export function isSameBucket(left: OverageBucket, right: OverageBucket): boolean {
  return left.period === right.period && left.policy === right.policy && left.priceVersion === right.priceVersion;
}
