import type { PricedComponent } from './price-list.js';
import type { OracleUsage } from './vocabulary.js';

export type { Grant as BookedGrant } from './account/book.js';

export interface BookedAllocation {
  /** Index of the component paid. */
  component: number;
  grant: string | null;
  /** Period of the overage bucket, where no grant paid. */
  overagePeriod: number | null;
  amountMicro: bigint;
  afterMicro: bigint;
}

export interface BookedCharge {
  usage: OracleUsage;
  period: number;
  /** The sealed period it happened in. */
  originPeriod: number | null;
  judgedAt: number;
  flags: string[];
  components: PricedComponent[];
  allocations: BookedAllocation[];
  totalMicro: bigint;
  remainingAfterMicro: bigint;
  overageAfterMicro: bigint;
}
