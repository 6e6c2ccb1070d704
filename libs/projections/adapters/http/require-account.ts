import type { QueryBus } from '@nestjs/cqrs';
import type { AccountId } from '#libs/kernel/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import type { Page } from '../../contract.js';
import { GetAccount } from './read-models.queries.js';

/**
 * Tells an account with nothing in a list from one that does not exist.
 * @throws ProblemException `account_unknown`
 */
export async function requireAccount(queries: QueryBus, account: AccountId): Promise<void> {
  const found = await queries.execute(new GetAccount(account));
  if (found === undefined) throw edgeProblem('account_unknown', { facts: { account } });
}

/** @throws ProblemException `account_unknown` */
export async function ofKnownAccount<Item>(
  queries: QueryBus,
  account: AccountId,
  page: Page<Item>,
): Promise<Page<Item>> {
  if (page.items.length === 0) await requireAccount(queries, account);
  return page;
}
