import { unreachable } from '#libs/kernel/index.js';
import type { Credits, GrantId } from '#libs/kernel/index.js';
import type {
  AccountEvent,
  CorrectionStep,
  CreditsGranted,
  PeriodSealed,
  PurchaseReversed,
  UsageCorrected,
} from './events.js';
import type { GrantSource, OverageBucket } from './terms.js';

/** Where credits stand. `overage` is what the account owes: credits leave it when it is made and come back when paid. */
export type Book =
  | { readonly book: 'grant'; readonly grant: GrantId }
  | { readonly book: 'overage'; readonly bucket: OverageBucket }
  | { readonly book: 'issued'; readonly source: GrantSource }
  | { readonly book: (typeof OUTSIDE_BOOKS)[number] };

/** Where credits go that leave an account's grants and overage. */
export const OUTSIDE_BOOKS = [
  'consumed',
  'expired',
  'forfeited',
  'rolled_out',
  'transferred_out',
  'refunded',
  'adjusted_down',
  'billed',
  'written_off',
  'charged_back',
] as const;

/** Credits on their way from one book to another, never negative. */
export interface Movement {
  readonly from: Book;
  readonly to: Book;
  readonly amountMicro: Credits;
}

/**
 * What an event moves, from that event alone (rule 17), in order. State, read models and postings all follow these, so
 * they cannot differ. Holds move nothing: held credits remain with their grant (rule 19).
 */
export function movementsOf(event: AccountEvent): readonly Movement[] {
  switch (event.type) {
    case 'CreditsGranted':
      return grantMovements(event);
    case 'UsageCharged':
      return event.data.allocations.map((allocation) =>
        move(
          allocation.grant === null ? overage(allocation.overage!) : grant(allocation.grant),
          CONSUMED,
          allocation.amountMicro,
        ),
      );
    case 'UsageCorrected':
      return event.data.steps.flatMap(stepMovements);
    case 'GrantExpired':
      return [move(grant(event.data.grant), { book: 'expired' }, event.data.amountMicro)];
    case 'GrantAdjustedDown':
      return [move(grant(event.data.grant), { book: 'adjusted_down' }, event.data.amountMicro)];
    case 'PeriodSealed':
      return sealMovements(event);
    case 'ReservationEnded':
      return event.data.returns
        .filter(({ expired }) => expired)
        .map((returned) => move(grant(returned.grant), { book: 'expired' }, returned.amountMicro));
    case 'SubscriptionUpgraded': {
      const { forfeits } = event.data;
      return forfeits === null ? [] : [move(grant(forfeits.grant), { book: 'forfeited' }, forfeits.amountMicro)];
    }
    case 'PurchaseReversed':
      return reversalMovements(event);
    case 'TransferSent':
      return event.data.parts.map((part) =>
        move(grant(part.grant.grant), { book: 'transferred_out' }, part.amountMicro),
      );
    case 'TransferReturned':
      return event.data.parts.flatMap((part) => [
        move({ book: 'transferred_out' }, grant(part.grant.grant), part.amountMicro),
        ...(part.expired ? [move(grant(part.grant.grant), { book: 'expired' } as const, part.amountMicro)] : []),
      ]);
    case 'AccountOpened':
    case 'AccountStatusSet':
    case 'BillingChanged':
    case 'OveragePolicySet':
    case 'TariffBookAssigned':
    case 'AlertRulesSet':
    case 'MemberAdded':
    case 'MemberLimitSet':
    case 'MemberRemoved':
    case 'PeriodOpened':
    case 'UsageConflictRecorded':
    case 'ReservationMade':
    case 'SubscriptionStarted':
    case 'SubscriptionRenewed':
    case 'SubscriptionChangeScheduled':
    case 'SubscriptionEnded':
    case 'CreditNoteIssued':
    case 'UsageDisputed':
    case 'DisputeResolved':
    case 'TransferCompleted':
      return [];
    default:
      return unreachable(event);
  }
}

function grantMovements({ data: { terms, repays } }: CreditsGranted): readonly Movement[] {
  const own = grant(terms.grant);
  return [
    move({ book: 'issued', source: terms.source }, own, terms.amountMicro),
    ...repays.map(({ bucket, amountMicro }) => move(own, overage(bucket), amountMicro)),
  ];
}

function sealMovements({ data }: PeriodSealed): readonly Movement[] {
  return [
    ...data.overage.flatMap(({ bucket, billedMicro, writtenOffMicro }) => [
      move({ book: 'billed' }, overage(bucket), billedMicro),
      move({ book: 'written_off' }, overage(bucket), writtenOffMicro),
    ]),
    ...data.rollovers.flatMap((rolled) => [
      move(grant(rolled.grant), { book: 'rolled_out' }, rolled.rolledMicro),
      move(grant(rolled.grant), { book: 'forfeited' }, rolled.forfeitedMicro),
    ]),
  ].filter(({ amountMicro }) => amountMicro > 0n);
}

function reversalMovements({ data }: PurchaseReversed): readonly Movement[] {
  const unused = data.unusedMicro > 0n ? [move(grant(data.grant), { book: 'refunded' }, data.unusedMicro)] : [];
  return [
    ...unused,
    ...data.overage.map((made) => move(overage(made.bucket), { book: 'charged_back' }, made.amountMicro)),
  ];
}

/** Rule 28, step by step. */
function stepMovements(step: UsageCorrected['data']['steps'][number]): readonly Movement[] {
  const { amountMicro } = step;
  switch (step.type) {
    case 'overage_open':
      return [move(CONSUMED, overage(step.bucket!), amountMicro)];
    case 'overage_repaid':
      return undone(step, grant(step.grant!));
    case 'overage_repaid_expired':
      return [...undone(step, grant(step.grant!)), move(grant(step.grant!), { book: 'expired' }, amountMicro)];
    case 'overage_repaid_refunded':
      return [...undone(step, grant(step.grant!)), move(grant(step.grant!), { book: 'refunded' }, amountMicro)];
    case 'overage_billed':
      return undone(step, { book: 'billed' });
    case 'overage_written_off':
      return undone(step, { book: 'written_off' });
    case 'grant':
      return [move(CONSUMED, grant(step.grant!), amountMicro)];
    case 'grant_expired':
      return [
        move(CONSUMED, grant(step.grant!), amountMicro),
        move(grant(step.grant!), { book: 'expired' }, amountMicro),
      ];
    case 'grant_refunded':
      return [
        move(CONSUMED, grant(step.grant!), amountMicro),
        move(grant(step.grant!), { book: 'refunded' }, amountMicro),
      ];
    case 'charge':
      return [move(step.grant === null ? overage(step.bucket!) : grant(step.grant), CONSUMED, amountMicro)];
    default:
      return unreachable(step.type);
  }
}

/** The usage leaves the bucket, and what had settled it there goes back to where it came from. */
function undone({ bucket, amountMicro }: CorrectionStep, settledBy: Book): readonly Movement[] {
  return [move(CONSUMED, overage(bucket!), amountMicro), move(overage(bucket!), settledBy, amountMicro)];
}

const CONSUMED: Book = { book: 'consumed' };

function grant(id: GrantId): Book {
  return { book: 'grant', grant: id };
}

function overage(bucket: OverageBucket): Book {
  return { book: 'overage', bucket };
}

function move(from: Book, to: Book, amountMicro: Credits): Movement {
  return { from, to, amountMicro };
}
