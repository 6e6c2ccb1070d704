import type { Transaction } from 'kysely';
import { credits, totalMicro, ZERO_CREDITS, type AccountId, type Credits, type Instant } from '#libs/kernel/index.js';
import { headroomMicro, isBlocked, periodAt } from '#libs/ledger/contract.js';
import { accountsTable } from '../accounts/account-rows.js';
import { unsealedPeriods } from '../accounts/period-view.js';
import { overageTable } from '../overage/overage-rows.js';
import type { ViewsSchema } from '../store/views-schema.js';
import type { BalanceView, GrantView } from './balance-view.js';

type Read = Transaction<ViewsSchema>;

/** Rule 22, by the ledger's own functions, over what the read models know of the account. */
export async function judgeAccount(
  db: Read,
  account: AccountId,
  grants: readonly GrantView[],
  at: Instant,
): Promise<Pick<BalanceView, 'headroomMicro' | 'blocked'>> {
  const columns = await db.selectFrom('accounts').selectAll().where('account', '=', account).executeTakeFirst();
  const periods = await unsealedPeriods(db, account);
  if (columns === undefined || periods.length === 0) return { headroomMicro: ZERO_CREDITS, blocked: true };
  const { standing, overagePolicy } = accountsTable.decode(columns);
  const overage = await openOverage(db, account);
  const judged = {
    standing,
    grants,
    periods,
    overagePolicy,
    overage,
    heldHeadroomMicro: await heldHeadroom(db, account),
  };
  return { headroomMicro: credits(headroomMicro(judged, periodAt(judged, at))), blocked: isBlocked(judged, at) };
}

async function openOverage(db: Read, account: AccountId) {
  const rows = await db
    .selectFrom('overage')
    .selectAll()
    .where('account', '=', account)
    .where('open_micro', '>', 0n)
    .execute();
  return rows.map(overageTable.decode).map(({ openMicro, ...bucket }) => ({ bucket, openMicro }));
}

async function heldHeadroom(db: Read, account: AccountId): Promise<Credits> {
  const rows = await db
    .selectFrom('reservations')
    .select('headroom_micro')
    .where('account', '=', account)
    .where('headroom_micro', '>', 0n)
    .execute();
  return credits(totalMicro(rows.map((row) => row.headroom_micro)));
}
