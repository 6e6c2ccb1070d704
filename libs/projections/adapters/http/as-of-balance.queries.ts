import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountId, GrantId, Instant } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';

/** What an account held at `at`, by what was known at `knownAt` (rule 11). */
export interface AsOfBalanceView {
  readonly account: AccountId;
  readonly at: Instant;
  readonly knownAt: Instant;
  readonly remainingMicro: bigint;
  readonly overageMicro: bigint;
  readonly grants: readonly { readonly grant: GrantId; readonly remainingMicro: bigint }[];
  readonly revision: Revision;
  readonly position: Position;
}

/** Token of the AsOfBalances port. */
export const AS_OF_BALANCES = Symbol('AsOfBalances');

export interface AsOfBalances {
  /** Reads the account's events once, from the first. `undefined`: nothing was known of the account. */
  balanceAsOf(
    account: AccountId,
    times: { readonly at: Instant; readonly knownAt: Instant },
  ): Promise<AsOfBalanceView | undefined>;
}

export class GetBalanceAsOf extends Query<AsOfBalanceView | undefined> {
  constructor(
    readonly account: AccountId,
    readonly at: Instant,
    readonly knownAt: Instant,
  ) {
    super();
  }
}

@QueryHandler(GetBalanceAsOf)
export class GetBalanceAsOfHandler implements IQueryHandler<GetBalanceAsOf> {
  constructor(@Inject(AS_OF_BALANCES) private readonly balances: AsOfBalances) {}

  execute({ account, at, knownAt }: GetBalanceAsOf): Promise<AsOfBalanceView | undefined> {
    return this.balances.balanceAsOf(account, { at, knownAt });
  }
}
