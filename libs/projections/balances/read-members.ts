import type { Transaction } from 'kysely';
import { credits, subtractCredits, ZERO_CREDITS, type AccountId, type Credits } from '#libs/kernel/index.js';
import { membersTable, type MemberRow } from '../alerts/members/member-rows.js';
import { pageOf, type Page, type PageRequest } from '../page.js';
import { reservationsTable } from '../reservations/reservation-rows.js';
import type { ViewsSchema } from '../store/views-schema.js';
import type { MemberView } from './balance-view.js';

type Read = Transaction<ViewsSchema>;

/** By member id, with what each used in the newest period and holds now (rule 26). */
export async function readMembers(
  db: Read,
  account: AccountId,
  { after, limit }: PageRequest,
): Promise<Page<MemberView>> {
  const balance = await db.selectFrom('balances').select('period').where('account', '=', account).executeTakeFirst();
  const rows = await db
    .selectFrom('members')
    .selectAll()
    .where('account', '=', account)
    .where('member', '>', after ?? '')
    .orderBy('member')
    .limit(limit + 1)
    .execute();
  const held = await heldByMember(db, account);
  const members = rows.map(membersTable.decode).map((row) => memberView(row, Number(balance?.period), held));
  return pageOf(members, limit, ({ member }) => member);
}

function memberView(
  { member, known, limitMicro, period, usedMicro }: MemberRow,
  newest: number,
  held: ReadonlyMap<string, Credits>,
): MemberView {
  const usedThisPeriodMicro = period === newest ? usedMicro : ZERO_CREDITS;
  const reservedMicro = held.get(member) ?? ZERO_CREDITS;
  const leftMicro = limitMicro === null ? null : leftOf(limitMicro, usedThisPeriodMicro, reservedMicro);
  return { member, known, usedThisPeriodMicro, limitMicro, reservedMicro, leftMicro };
}

/** As the ledger judges a reservation: what is used and held counts against the limit. */
function leftOf(limit: Credits, used: Credits, reserved: Credits): Credits {
  const left = subtractCredits(subtractCredits(limit, used), reserved);
  return left > 0n ? left : ZERO_CREDITS;
}

async function heldByMember(db: Read, account: AccountId): Promise<ReadonlyMap<string, Credits>> {
  const rows = await db
    .selectFrom('reservations')
    .selectAll()
    .where('account', '=', account)
    .where('member', 'is not', null)
    .execute();
  const held = new Map<string, Credits>();
  for (const { member, heldMicro, headroomMicro } of rows.map(reservationsTable.decode)) {
    if (member !== null) held.set(member, credits((held.get(member) ?? 0n) + heldMicro + headroomMicro));
  }
  return held;
}
