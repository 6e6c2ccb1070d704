import {
  addCredits,
  credits,
  invariant,
  subtractCredits,
  unreachable,
  ZERO_CREDITS,
  ShardedMap,
} from '#libs/kernel/index.js';
import { nothingDueBefore } from './due/next-due.js';
import type {
  AccountEvent,
  CreditsGranted,
  OveragePolicySet,
  PeriodOpened,
  TariffBookAssigned,
  UsageCorrected,
} from './events.js';
import { GrantChanges } from './evolve/change-grants.js';
import { charged } from './evolve/charge.js';
import { disputesAfter } from './evolve/disputes.js';
import { reservationEnded, reserved } from './evolve/holds.js';
import { addLines } from './evolve/lines.js';
import { moveCredits } from './evolve/move-credits.js';
import { opened, withPriceOf } from './evolve/open-account.js';
import { sealed } from './evolve/seal.js';
import { subscriptionsAfter } from './evolve/subscriptions.js';
import { usePeriod } from './evolve/use-period.js';
import type { AccountState, OpenAccountState } from './state.js';
import { inFlightMicro } from './transfers/in-flight.js';

/** Folds one event into the account. Never refuses: a recorded event is a fact; an impossible one stops the process. */
export function evolve(state: AccountState, event: AccountEvent): OpenAccountState {
  if (event.type === 'AccountOpened') return opened(state, event);
  invariant(state.status === 'open', `${event.type} on an account that is not open`);
  const next = follow(state, event);
  // A debit that leaves all grants in place moves no due time: it is the hot path.
  if (event.type === 'UsageCharged' && next.grants.length === state.grants.length) return next;
  return { ...next, nothingDueBefore: nothingDueBefore(state, next) };
}

/** The account after several events, for decisions that build on what they decided before. */
export function evolveAll(state: OpenAccountState, events: readonly AccountEvent[]): OpenAccountState {
  return events.reduce<OpenAccountState>(evolve, state);
}

type LaterEvent = Exclude<AccountEvent, { readonly type: 'AccountOpened' }>;

function follow(state: OpenAccountState, event: LaterEvent): OpenAccountState {
  switch (event.type) {
    case 'AccountStatusSet':
      return { ...state, standing: event.data.status };
    case 'BillingChanged':
      return { ...state, zone: event.data.zone, billingDay: event.data.billingDay };
    case 'OveragePolicySet':
      return policySet(state, event);
    case 'TariffBookAssigned':
      return assigned(state, event);
    case 'AlertRulesSet':
      return { ...state, alertRules: event.data.alertRules };
    case 'MemberAdded':
    case 'MemberLimitSet': {
      const { member, limitMicro } = event.data;
      return { ...state, members: state.members.with(member, { member, limitMicro }) };
    }
    case 'MemberRemoved':
      return { ...state, members: state.members.without(event.data.member) };
    case 'PeriodOpened':
      return periodOpened(state, event);
    case 'PeriodSealed':
      return sealed(state, event);
    case 'CreditsGranted':
      return granted(state, event);
    case 'GrantExpired':
      return moveCredits(state, event, [], new GrantChanges().add(event.data.grant, { ends: true }));
    case 'GrantAdjustedDown':
      return moveCredits(state, event);
    case 'UsageCharged':
      return charged(state, event);
    case 'UsageConflictRecorded':
      return state;
    case 'UsageCorrected':
      return corrected(state, event);
    case 'UsageDisputed':
    case 'DisputeResolved':
      return { ...state, disputes: disputesAfter(state.disputes, event) };
    case 'ReservationMade':
      return reserved(state, event);
    case 'ReservationEnded':
      return reservationEnded(state, event);
    case 'SubscriptionStarted':
    case 'SubscriptionRenewed':
    case 'SubscriptionUpgraded':
    case 'SubscriptionEnded': {
      const subscriptions = subscriptionsAfter(state.subscriptions, event);
      return addLines({ ...moveCredits(state, event), subscriptions }, event.data.lines);
    }
    case 'SubscriptionChangeScheduled':
      return { ...state, subscriptions: subscriptionsAfter(state.subscriptions, event) };
    case 'PurchaseReversed':
      return addLines(moveCredits(state, event), event.data.lines);
    case 'CreditNoteIssued':
      return addLines(state, event.data.lines);
    case 'TransferSent': {
      const { transfer, to, parts } = event.data;
      return { ...moveCredits(state, event), transfers: [...state.transfers, { transfer, to, parts }] };
    }
    case 'TransferCompleted':
      return withoutTransfer(state, event.data.transfer);
    case 'TransferReturned': {
      const known = event.data.parts.map(({ grant }) => grant);
      return moveCredits(withoutTransfer(state, event.data.transfer), event, known);
    }
    default:
      return unreachable(event);
  }
}

function policySet(state: OpenAccountState, { data: { overagePolicy } }: OveragePolicySet): OpenAccountState {
  return { ...state, overagePolicy, overagePrices: withPriceOf(state.overagePrices, overagePolicy) };
}

function assigned(state: OpenAccountState, { data }: TariffBookAssigned): OpenAccountState {
  const { tariffBook, effectiveFrom } = data;
  const others = state.tariffBooks.filter((book) => book.effectiveFrom !== effectiveFrom);
  const tariffBooks = [...others, { tariffBook, effectiveFrom }];
  return { ...state, tariffBooks: tariffBooks.sort((left, right) => left.effectiveFrom - right.effectiveFrom) };
}

function periodOpened(state: OpenAccountState, { data }: PeriodOpened): OpenAccountState {
  const { period, startsAt, endsAt, zone, billingDay } = data;
  const opening = {
    period,
    startsAt,
    endsAt,
    zone,
    billingDay,
    usedMicro: ZERO_CREDITS,
    usedByMember: ShardedMap.of<never>(),
    lines: [],
  };
  const baseMicro = credits(state.remainingMicro + inFlightMicro(state));
  return { ...state, periods: [...state.periods, opening], baseMicro };
}

function granted(state: OpenAccountState, event: CreditsGranted): OpenAccountState {
  const { terms, repays, lines } = event.data;
  const repaidMicro = repays.reduce((sum, { amountMicro }) => addCredits(sum, amountMicro), ZERO_CREDITS);
  // What is rolled over was in the base already, as part of the grant it comes from.
  const givenMicro = terms.source === 'rollover' ? ZERO_CREDITS : subtractCredits(terms.amountMicro, repaidMicro);
  const base = { ...state, baseMicro: addCredits(state.baseMicro, givenMicro), grantsMade: state.grantsMade + 1 };
  return addLines(moveCredits(base, event, [terms]), lines);
}

function corrected(state: OpenAccountState, event: UsageCorrected): OpenAccountState {
  const { period, chargedPeriod, member, deltaMicro, revived, lines, remainingAfterMicro, overageAfterMicro } =
    event.data;
  const moved = moveCredits(state, event, revived);
  invariant(moved.remainingMicro === remainingAfterMicro, 'a correction leaves what it says remains');
  invariant(moved.overageMicro === overageAfterMicro, 'a correction leaves the overage it says is open');
  // What a member used of a sealed period raises nobody's limit in another one.
  const user = period === chargedPeriod ? member : null;
  return addLines({ ...moved, periods: usePeriod(moved, period, user, deltaMicro) }, lines);
}

function withoutTransfer(state: OpenAccountState, transfer: string): OpenAccountState {
  invariant(
    state.transfers.some((pending) => pending.transfer === transfer),
    'the transfer is in flight',
  );
  return { ...state, transfers: state.transfers.filter((pending) => pending.transfer !== transfer) };
}
