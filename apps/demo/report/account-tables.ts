import { displayCredits, formatInstant } from '#libs/kernel/index.js';
import { table } from '#apps/cli/terminal/table.js';
import { grouped } from '#apps/cli/terminal/text.js';
import type { AlertView } from '#libs/projections/contract.js';
import type { Findings } from '../findings.js';

const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });
const TOP = 8;
const MICRO = 1_000_000n;

/** Whole credits: in a table of many the millionths only hide the figures. */
function whole(micro: bigint): string {
  return displayCredits((micro / MICRO) * MICRO);
}

function day(instant: number): string {
  return formatInstant(instant).slice(0, 10);
}

export function balancesTable({ accounts }: Findings): string {
  const sorted = [...accounts].sort((left, next) =>
    left.balance.availableMicro < next.balance.availableMicro ? 1 : -1,
  );
  const rows = sorted
    .slice(0, TOP)
    .map(({ balance }) => [
      balance.account,
      whole(balance.availableMicro),
      whole(balance.lapsingMicro),
      whole(balance.usedThisPeriodMicro),
      whole(balance.overageMicro),
      balance.nextExpiry === null ? '' : day(balance.nextExpiry.at),
    ]);
  const heads = ['available', 'lapsing', 'used this period', 'overage', 'next expiry'];
  return table('Top balances, in credits', [{ head: 'account' }, ...heads.map(right)], rows);
}

export function alertsTable({ alerts }: Findings): string {
  const groups = new Map<string, { readonly one: AlertView; fired: number; standing: number }>();
  for (const alert of alerts) {
    const label = labelOf(alert);
    const group = groups.get(label) ?? { one: alert, fired: 0, standing: 0 };
    group.fired += 1;
    group.standing += alert.state === 'fired' ? 1 : 0;
    groups.set(label, group);
  }
  const rows = [...groups].map(([label, group]) => {
    const { one } = group;
    const example = `${one.account}: ${whole(one.remainingMicro)} of ${whole(one.baseMicro)} left`;
    return [label, grouped(group.fired), grouped(group.standing), example];
  });
  rows.sort(([left = ''], [next = '']) => left.localeCompare(next, 'en', { numeric: true }));
  return table(
    'Alerts fired',
    [{ head: 'threshold' }, right('fired'), right('still so'), { head: 'for example' }],
    rows,
  );
}

function labelOf({ kind, threshold }: AlertView): string {
  return kind === 'percent' ? `${threshold} % used` : `≤ ${whole(threshold)} credits`;
}
