import { unreachable } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { AccountEvent, Allocation } from './events.js';
import type { OverageBucket } from './terms.js';

/** One side of a double entry, in micro-credits: positive where credits arrive, negative where they leave. */
export interface Posting {
  /** `issued/<source>`, `grant/<id>`, `overage/<bucket>` or `consumed`, within the event's account. */
  readonly book: string;
  readonly amountMicro: bigint;
}

/** The double entry of an event, from that event alone (rule 17); sums to zero (rule 19). */
export function postingsOf(event: AccountEvent): readonly Posting[] {
  switch (event.type) {
    case 'CreditsGranted':
      return transfer(`issued/${event.data.source}`, `grant/${event.data.grant}`, event.data.amountMicro);
    case 'UsageCharged':
      return event.data.allocations.flatMap((allocation) =>
        transfer(payer(allocation), 'consumed', allocation.amountMicro),
      );
    case 'AccountOpened':
    case 'MemberAdded':
    case 'AlertRulesSet':
    case 'PeriodOpened':
    case 'UsageConflictRecorded':
      return [];
    default:
      return unreachable(event);
  }
}

function transfer(from: string, to: string, amountMicro: Credits): readonly Posting[] {
  return [
    { book: from, amountMicro: -amountMicro },
    { book: to, amountMicro },
  ];
}

function payer({ grant, overage }: Allocation): string {
  return grant === null ? `overage/${bucketName(overage!)}` : `grant/${grant}`;
}

export function bucketName({ period, policy, priceVersion }: OverageBucket): string {
  return `${period}-${policy}-${priceVersion ?? 'unpriced'}`;
}
