import type { CommandAnswer, CommandOrigin, IdempotencyKeyReused } from '#libs/journal/application/client-command.js';
import type { Position } from '#libs/journal/contract.js';
import type { Kind, Tier } from '#libs/kernel/index.js';
import type { AccountEvent, AccountRejection, AccountState, Fault } from '#libs/ledger/index.js';

/** By which prices a usage is rated again (rule 29). */
export interface TariffChoice {
  /** Absent: the book the account had when the usage happened. */
  readonly tariffBook?: string;
  /** A full version of the book; absent: what the book says now for the time of the usage. */
  readonly version?: number;
}

/** Rules 27, 28. Without `rerate` it is a reversal: net zero. */
export interface Correct {
  readonly type: 'Correct';
  readonly account: string;
  readonly key: { readonly source: string; readonly id: string };
  /** Of the last fact about the usage the client knows. */
  readonly revision: number;
  readonly fault: Fault;
  readonly reason: string;
  readonly rerate?: TariffChoice;
}

/** Every usage booked on a period of an account, priced again (rule 29). */
export interface ReratePeriod {
  readonly type: 'ReratePeriod';
  readonly account: string;
  readonly period: number;
  readonly fault: Fault;
  readonly reason: string;
  readonly rerate: TariffChoice;
}

/** Rules of the account that a correction can break. */
const RULES_OF_THE_ACCOUNT = [
  'account_unknown',
  'usage_unknown',
  'correction_stale',
  'correction_without_effect',
  'amount_out_of_range',
] as const satisfies readonly AccountRejection['code'][];

type AccountRule = Extract<AccountRejection, { code: (typeof RULES_OF_THE_ACCOUNT)[number] }>;

/** Why a usage has no new price. */
export type RerateRejection =
  | { readonly code: 'tariff_version_unknown'; readonly tariffBook: string; readonly version: number }
  | {
      readonly code: 'rerate_unpriced';
      readonly tariffBook: string;
      readonly model: string;
      readonly kind: Kind;
      readonly tier: Tier;
    };

export type CorrectionRejection = AccountRule | RerateRejection;

export function isCorrectionRule(rejection: AccountRejection): rejection is AccountRule {
  return (RULES_OF_THE_ACCOUNT as readonly string[]).includes(rejection.code);
}

export type CorrectionAnswer = CommandAnswer<AccountEvent, AccountState, CorrectionRejection>;

/** What the usages of a period came to. */
export interface ReratedPeriod {
  /** Booked on the period. */
  readonly usages: number;
  readonly corrected: number;
  /** Have no price by that tariff: they stand as they were, like those that cost the same or were reversed. */
  readonly unpriced: number;
  /** Positive where the subscriber pays more. */
  readonly deltaMicro: bigint;
}

export type RerateAnswer =
  | (ReratedPeriod & { readonly type: 'accepted'; readonly position: Position; readonly replayed: boolean })
  | {
      readonly type: 'rejected';
      readonly rejection:
        | Extract<AccountRejection, { code: 'account_unknown' }>
        | Extract<RerateRejection, { code: 'tariff_version_unknown' }>
        | { readonly code: 'period_unknown'; readonly period: number }
        | IdempotencyKeyReused;
    };

/** Corrections need prices, so their commands live where rating and ledger meet. */
export interface CorrectionCommands {
  correct(command: Correct, origin: CommandOrigin): Promise<CorrectionAnswer>;
  reratePeriod(command: ReratePeriod, origin: CommandOrigin): Promise<RerateAnswer>;
}
