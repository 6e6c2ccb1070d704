import type { PricedComponent } from './price-list.js';
import type { OracleUsage } from './vocabulary.js';

export interface BookedGrant {
  grant: string;
  priority: number;
  amountMicro: bigint;
  remainingMicro: bigint;
  eligibleFrom: number;
  /** Infinity: never. */
  expiresAt: number;
  scope: { models?: string[]; kinds?: string[]; apps?: string[] };
}

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
  judgedAt: number;
  flags: string[];
  components: PricedComponent[];
  allocations: BookedAllocation[];
  totalMicro: bigint;
  remainingAfterMicro: bigint;
  overageAfterMicro: bigint;
}
