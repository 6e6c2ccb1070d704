import type { AccountId, Credits, GrantId, Instant } from '#libs/kernel/index.js';
import type { DomainEvent } from '#libs/journal/contract.js';
import type { MoneyLine, OverageBucket } from '../terms.js';

/** Start and end are decided once, here, and never computed again (rule 12). */
export type PeriodOpened = DomainEvent<
  'PeriodOpened',
  {
    readonly account: AccountId;
    /** 0, 1, 2 … per account */
    readonly period: number;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly zone: string;
    readonly billingDay: number;
  }
>;

/** What becomes of a bucket at its period's seal (rule 22); what is carried stays open and needs no entry. */
export interface BucketClosing {
  readonly bucket: OverageBucket;
  readonly billedMicro: Credits;
  readonly writtenOffMicro: Credits;
}

/** A grant that rolls over is ended here (rules 14, 18): its free credits are rolled out or forfeited. */
export interface RolledGrant {
  readonly grant: GrantId;
  /** The grant that takes over, in the next event; `null` when nothing is rolled. */
  readonly into: GrantId | null;
  readonly rolledMicro: Credits;
  readonly forfeitedMicro: Credits;
}

/** Nothing is booked on the period any more (rules 13, 34). */
export type PeriodSealed = DomainEvent<
  'PeriodSealed',
  {
    readonly account: AccountId;
    readonly period: number;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly usedMicro: Credits;
    readonly overage: readonly BucketClosing[];
    readonly rollovers: readonly RolledGrant[];
    /** Every money line of the period, those of earlier events included, overage last. */
    readonly lines: readonly MoneyLine[];
    /** Sum of the rounded lines that are paid on the bill (rule 3). */
    readonly totalMinor: bigint;
  }
>;
