import { formatInstant, viewJson } from '#libs/kernel/index.js';
import type { AccountReplay } from '#libs/audit/index.js';
import { NotFound } from '../not-found.js';
import { table } from '../terminal/table.js';
import { grouped, plural } from '../terminal/text.js';
import { withAuditedAccounts } from './audited-accounts.js';
import type { AskedHistory } from './history.js';

/** The state an account's events come to, by the fold decisions are made on. */
export async function replay({ dataDir, account, bound }: AskedHistory, json: boolean): Promise<string> {
  const found = await withAuditedAccounts(dataDir, ({ audit }) => audit.replay(account, bound));
  if (found === undefined) throw new NotFound(`Account ${account} was not open then, or there is no such account.`);
  return json ? `${JSON.stringify(viewJson(found))}\n` : told(found);
}

function told({ account, events, revision, position, recordedAt, state }: AccountReplay): string {
  const at = `revision ${grouped(revision)}, position ${grouped(position)}, recorded ${formatInstant(recordedAt)}`;
  const figures = [
    ['remaining', grouped(state.remainingMicro)],
    ['of it held by reservations', grouped(state.reservedMicro)],
    ['overage', grouped(state.overageMicro)],
  ];
  return [
    `\n${account} after ${plural(events, 'event')}: ${at}; ${state.standing}, ${state.kind}, ${state.currency}.\n`,
    table('Balance, in micro-credits', [{ head: '' }, right('')], figures),
    grantsTable(state.grants),
    overageTable(state.overage),
    reservationsTable(state.reservations),
    periodsTable(state.periods),
    '  --json tells all of it: members, subscriptions, transfers, disputes, sealed periods, money lines.\n',
  ].join('');
}

type State = AccountReplay['state'];

function grantsTable(grants: State['grants']): string {
  const columns = [
    { head: 'grant' },
    { head: 'source' },
    right('amount'),
    right('remaining'),
    right('held'),
    { head: 'expires' },
  ];
  const rows = grants.map((grant) => [
    grant.grant,
    grant.source,
    grouped(grant.amountMicro),
    grouped(grant.remainingMicro),
    grouped(grant.heldMicro),
    grant.expiresAt === null ? 'never' : formatInstant(grant.expiresAt),
  ]);
  return optional('Grants, in burn order', columns, rows);
}

function overageTable(overage: State['overage']): string {
  const heads = ['open', 'repaid', 'billed', 'written off'].map(right);
  const rows = overage.map(({ bucket, openMicro, repaidMicro, billedMicro, writtenOffMicro }) => [
    `${bucket.period} ${bucket.policy}`,
    ...[openMicro, repaidMicro, billedMicro, writtenOffMicro].map(grouped),
  ]);
  return optional('Overage', [{ head: 'bucket' }, ...heads], rows);
}

function reservationsTable(reservations: State['reservations']): string {
  const columns = [{ head: 'reservation' }, right('held'), right('of the headroom'), { head: 'ends' }];
  const rows = reservations.map(({ reservation, parts, headroomMicro, expiresAt }) => [
    reservation,
    grouped(parts.reduce((sum, { amountMicro }) => sum + amountMicro, 0n)),
    grouped(headroomMicro),
    formatInstant(expiresAt),
  ]);
  return optional('Open reservations', columns, rows);
}

function periodsTable(periods: State['periods']): string {
  const columns = [right('period'), { head: 'from' }, { head: 'until' }, right('used'), right('money lines')];
  const rows = periods.map(({ period, startsAt, endsAt, usedMicro, lines }) => [
    grouped(period),
    formatInstant(startsAt),
    formatInstant(endsAt),
    grouped(usedMicro),
    grouped(lines.length),
  ]);
  return optional('Open periods', columns, rows);
}

function optional(...[title, columns, rows]: Parameters<typeof table>): string {
  return rows.length === 0 ? '' : table(title, columns, rows);
}

function right(head: string) {
  return { head, align: 'right' as const };
}
