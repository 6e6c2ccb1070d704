import type { CommandAnswer, CommandOrigin } from '#libs/journal/application/client-command.js';
import type { Instant, Kind, Quantity, Tier } from '#libs/kernel/index.js';
import type { AccountEvent, AccountRejection, AccountState } from '#libs/ledger/index.js';
import type { RawRecord } from '#libs/metering/contract.js';
import type { IntakeAnswer, Producer } from '../contract.js';

/** What a gateway asks before a call: the most it can come to (rule 23). */
export interface Reserve {
  readonly type: 'Reserve';
  readonly account: string;
  /** Opaque id given by the client, used once per account. */
  readonly reservation: string;
  readonly member?: string;
  readonly app?: string;
  readonly model: string;
  readonly tier: Tier;
  /** One entry a kind. Where nothing is said of `output`, a configured bound counts. */
  readonly maximum: readonly Quantity[];
  /** Absent: an hour. At most `TTL_MAX_MS`. */
  readonly ttlMs?: number;
}

export interface Release {
  readonly type: 'Release';
  readonly account: string;
  readonly reservation: string;
}

export const TTL_DEFAULT_MS = 60 * 60 * 1000;
export const TTL_MAX_MS = 24 * TTL_DEFAULT_MS;

/** Rules of the account that a reservation can break. */
const RULES_OF_THE_ACCOUNT = [
  'account_unknown',
  'account_suspended',
  'account_closed',
  'member_unknown',
  'reservation_exists',
  'reservation_unknown',
  'reservation_already_settled',
  'reservation_already_released',
  'reservation_already_expired',
  'too_many_holds',
  'member_limit_reached',
  'credits_insufficient',
  'amount_out_of_range',
] as const satisfies readonly AccountRejection['code'][];

type AccountRule = Extract<AccountRejection, { code: (typeof RULES_OF_THE_ACCOUNT)[number] }>;

export type ReservationRejection =
  | AccountRule
  /** There is no price for it now: nothing is held, and the call should not be made (rule 30). */
  | {
      readonly code: 'rate_unknown';
      readonly tariffBook: string;
      readonly model: string;
      readonly kind: Kind;
      readonly tier: Tier;
    };

export function isReservationRejection(rejection: AccountRejection): rejection is AccountRule {
  return (RULES_OF_THE_ACCOUNT as readonly string[]).includes(rejection.code);
}

export type ReservationAnswer = CommandAnswer<AccountEvent, AccountState, ReservationRejection>;

/** The whole usage of a reservation by its address. */
export interface Settlement {
  readonly account: string;
  readonly reservation: string;
  readonly record: RawRecord;
  readonly producer: Producer;
  readonly receivedAt: Instant;
}

export type SettlementAnswer =
  | { readonly type: 'submitted'; readonly answer: IntakeAnswer }
  /** The event names another account or reservation than its address, or none. Nothing was recorded. */
  | { readonly type: 'misaddressed'; readonly member: 'account' | 'reservationId' };

export interface ReservationCommands {
  reserve(command: Reserve, origin: CommandOrigin): Promise<ReservationAnswer>;
  release(command: Release, origin: CommandOrigin): Promise<ReservationAnswer>;
  /** Charged like any usage, by its own key: told again by whatever way it is its duplicate (rule 24). */
  settle(settlement: Settlement): Promise<SettlementAnswer>;
}
