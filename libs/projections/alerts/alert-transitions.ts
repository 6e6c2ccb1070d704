import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { alertsTable } from './alert-rows.js';
import type { AlertTransition, AlertView } from './alert-view.js';

interface Span {
  readonly after: Position;
  readonly until: Position;
  /** `undefined`: of all accounts. */
  readonly account: AccountId | undefined;
}

/** @param limit how many are wanted; the last position is told whole, or not at all unless it is the only one */
export async function readTransitions(
  db: Kysely<ViewsSchema>,
  span: Span,
  limit: number,
): Promise<readonly AlertTransition[]> {
  const whole = { ...span, until: await lastWhole(db, span, limit) };
  const fired = await alertsBy(db, 'position', whole).selectAll().execute();
  const cleared = await alertsBy(db, 'cleared_position', whole).selectAll().execute();
  return [
    ...fired.map(alertsTable.decode).map(firedTransition),
    ...cleared.map(alertsTable.decode).map(clearedTransition),
  ].sort(byPosition);
}

/** The last position of which everything fits, or the first if it alone has more than `limit`. */
async function lastWhole(db: Kysely<ViewsSchema>, span: Span, limit: number): Promise<Position> {
  const fired = alertsBy(db, 'position', span).select('position as at');
  const cleared = alertsBy(db, 'cleared_position', span).select((eb) => eb.ref('cleared_position').$notNull().as('at'));
  const rows = await fired
    .unionAll(cleared)
    .orderBy('at')
    .limit(limit + 1)
    .execute();
  const beyond = rows[limit];
  if (beyond === undefined) return span.until;
  return Math.max(Number(beyond.at) - 1, Number(rows[0]!.at));
}

function alertsBy(db: Kysely<ViewsSchema>, column: 'position' | 'cleared_position', { after, until, account }: Span) {
  const rows = db.selectFrom('alerts').where(column, '>', BigInt(after)).where(column, '<=', BigInt(until));
  return account === undefined ? rows : rows.where('account', '=', account);
}

/** What was told stays what it was: an alert that was cleared since is told as the one that fired. */
function firedTransition(row: AlertView): AlertTransition {
  const alert: AlertView = { ...row, state: 'fired', clearedAt: null, clearedPosition: null };
  return { id: alert.id, change: 'fired', position: alert.position, at: alert.firedAt, alert };
}

function clearedTransition(alert: AlertView): AlertTransition {
  const { id, clearedPosition, clearedAt } = alert;
  return { id: `${id}/cleared`, change: 'cleared', position: clearedPosition!, at: clearedAt!, alert };
}

function byPosition(left: AlertTransition, right: AlertTransition): number {
  return left.position - right.position || (left.id < right.id ? -1 : 1);
}
