import { accept, isInCreditsRange, reject, subtractCredits, totalMicro, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { CommandContext, CorrectUsage, UsageFacts } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent, UsageCorrected } from '../events.js';
import { evolve } from '../evolve.js';
import { oldest } from '../periods/periods.js';
import type { AccountState, OpenAccountState } from '../state.js';
import { allocate } from '../usage/allocate.js';
import { hasRoomForUse } from '../usage/room-for-use.js';
import { inFlightMicro } from '../transfers/in-flight.js';
import { balancesAfter } from './balances-after.js';
import { billedCredits } from './billed-credits.js';
import { withCharged } from './charge-more.js';
import { amountsByComponent, netAllocations, netPrice, netTotal, newPrice, type Price } from './net-usage.js';
import { refundGrants } from './refund-grants.js';
import { undo, type Refund, type Undone } from './undo.js';

type Correcting = CorrectUsage & { readonly context: CommandContext };

/** Rules 27, 28: takes back what the usage bears in excess of its new price, then charges what it bears too little. */
export function correctUsage(command: Correcting, state: AccountState): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account: command.account });
  const { facts, key, revision, superseded } = command;
  if (facts === undefined) return reject({ code: 'usage_unknown', ...key });
  if (superseded || facts.lastRevision !== revision) return reject({ code: 'correction_stale', revision });
  const price = newPrice(command, facts);
  const targets = facts.charged.components.map((_, at) => price.components[at]?.amountMicro ?? ZERO_CREDITS);
  const before = amountsByComponent(netAllocations(facts), targets.length);
  if (targets.every((target, at) => target === before[at])) {
    return reject({ code: 'correction_without_effect', totalMicro: netTotal(facts) });
  }
  return corrected({ command, facts, price, before, targets }, state);
}

interface Correction {
  readonly command: Correcting;
  readonly facts: UsageFacts;
  readonly price: Price;
  /** By component, in the order of the debit. */
  readonly before: readonly Credits[];
  readonly targets: readonly Credits[];
}

function corrected(correction: Correction, state: OpenAccountState): AccountDecision {
  const { command, facts, before, targets } = correction;
  const { fault, context } = command;
  const undone = undo(state, {
    allocations: netAllocations(facts),
    targets,
    grants: facts.grants,
    fault,
    clock: context.clock,
  });
  const outOfRange = reject({ code: 'amount_out_of_range' as const, account: command.account });
  const total = totalMicro(targets);
  if (!isInCreditsRange(total) || !isBookable(facts, total - netTotal(facts), state)) return outOfRange;
  const taken = withBalances(state, takenBack(correction, undone, state));
  if (taken === undefined) return outOfRange;
  const more = targets.map((target, at) =>
    target > before[at]! ? subtractCredits(target, before[at]!) : ZERO_CREDITS,
  );
  const event = more.every((amount) => amount === 0n) ? taken : charged(correction, more, taken, state);
  if (event === undefined) return outOfRange;
  const after = evolve(state, event);
  if (!hasRoomFor(undone.refunds, after)) return outOfRange;
  return accept<AccountEvent>(event, ...refundGrants(after, undone.refunds, context.clock));
}

/** Whether what is used in the period it is booked on stays an amount (rule 1). */
function isBookable({ charged }: UsageFacts, deltaMicro: bigint, state: OpenAccountState): boolean {
  const period = bookedOn(charged.period, state);
  const user = period === charged.period ? charged.usage.member : null;
  return isInCreditsRange(deltaMicro) && hasRoomForUse(state, period, user, deltaMicro);
}

/** After what the correction gives back to grants that are there. */
function hasRoomFor(refunds: readonly Refund[], { baseMicro }: OpenAccountState): boolean {
  return isInCreditsRange(baseMicro + totalMicro(refunds.map(({ amountMicro }) => amountMicro)));
}

/** The correction as far as it gives back. */
function takenBack(
  { command, facts, price, targets }: Correction,
  { steps, left, revived }: Undone,
  state: OpenAccountState,
): UsageCorrected {
  const { charged } = facts;
  const { source, id, member, model, tier, occurredAt } = charged.usage;
  const total = totalMicro(targets) as Credits;
  return {
    type: 'UsageCorrected',
    data: {
      account: state.account,
      source,
      id,
      chargedRevision: facts.chargedRevision,
      correctedRevision: facts.lastRevision,
      correction: (facts.last?.correction ?? 0) + 1,
      fault: command.fault,
      reason: command.reason,
      member,
      model,
      tier,
      occurredAt,
      period: bookedOn(charged.period, state),
      chargedPeriod: charged.period,
      originPeriod:
        charged.originPeriod ?? (bookedOn(charged.period, state) === charged.period ? null : charged.period),
      replaced: netPrice(facts),
      tariffs: price.tariffs,
      components: price.components,
      allocations: left,
      totalMicro: total,
      deltaMicro: subtractCredits(total, netTotal(facts)),
      steps,
      revived,
      lines: billedCredits(state, steps),
      remainingAfterMicro: state.remainingMicro,
      overageAfterMicro: state.overageMicro,
    },
  };
}

/** Rule 13: what belongs to a sealed period is booked on the oldest unsealed one. */
function bookedOn(chargedPeriod: number, state: OpenAccountState): number {
  return state.periods.some(({ period }) => period === chargedPeriod) ? chargedPeriod : oldest(state).period;
}

/** The rest of the price is charged like ordinary usage, on the books as they stand after what was given back. */
function charged(
  { facts }: Correction,
  more: readonly Credits[],
  taken: UsageCorrected,
  state: OpenAccountState,
): UsageCorrected | undefined {
  const { usage, judgedAt, components } = facts.charged;
  const after = evolve(state, taken);
  const charge = {
    model: usage.model,
    app: usage.app,
    judgedAt,
    components: components.map((component, at) => ({ ...component, amountMicro: more[at]! })),
    period: taken.data.period,
    hold: undefined,
  };
  const allocated = allocate(after, charge);
  return allocated === undefined ? undefined : withBalances(state, withCharged(taken, allocated.allocations));
}

function withBalances(state: OpenAccountState, event: UsageCorrected): UsageCorrected | undefined {
  const { remainingMicro, overageMicro } = balancesAfter(state, event);
  if (!isInCreditsRange(remainingMicro) || !isInCreditsRange(overageMicro)) return undefined;
  if (!isInCreditsRange(remainingMicro + inFlightMicro(state))) return undefined;
  const data = { ...event.data, remainingAfterMicro: remainingMicro, overageAfterMicro: overageMicro };
  return { ...event, data };
}
