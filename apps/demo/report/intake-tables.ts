import { HOLD_REASONS } from '#libs/pipeline/contract.js';
import type { IntakeOutcome } from '#libs/journal/ports/intake-facts.js';
import { table } from '#apps/cli/terminal/table.js';
import { grouped } from '#apps/cli/terminal/text.js';
import type { Findings } from '../findings.js';

const MEANING: Readonly<Record<IntakeOutcome, string>> = {
  charged: 'debited once, in the tariff of the moment of use',
  duplicate: 'told again: answered as before, nothing charged',
  conflict: 'same key, other content: recorded, nothing charged',
  rejected: 'can never be charged: kept with the reason',
  held: 'cannot be charged yet: waits, or was released',
};

const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });

export function outcomesTable({ received, counts }: Findings): string {
  const order: readonly IntakeOutcome[] = ['charged', 'duplicate', 'conflict', 'rejected', 'held'];
  const share = (count: number): string => `${((count / received) * 100).toFixed(2)} %`;
  const rows = order.map((outcome) => [outcome, grouped(counts[outcome]), share(counts[outcome]), MEANING[outcome]]);
  const columns = [{ head: 'outcome' }, right('events'), right('share'), { head: 'what it means' }];
  return table('Events in', columns, [...rows, ['received', grouped(received), '', 'lines of the usage file']]);
}

export function rejectedTable({ refused }: Findings): string {
  const reasons = new Map<string, { count: number; sentence: string }>();
  for (const { code, sentence } of refused) {
    const reason = reasons.get(code) ?? { count: 0, sentence };
    reason.count += 1;
    reasons.set(code, reason);
  }
  const sorted = [...reasons].sort(([, left], [, right_]) => right_.count - left.count);
  const rows = sorted.map(([code, { count, sentence }]) => [code, grouped(count), shortened(sentence, 62)]);
  return table('Rejected, by reason', [{ head: 'reason' }, right('events'), { head: 'for example' }], rows);
}

export function heldTable({ held }: Findings): string {
  const columns = [{ head: 'reason' }, right('events'), right('released'), right('charged then'), right('waiting')];
  const rows = HOLD_REASONS.flatMap((reason) => {
    const those = held.filter((row) => row.reason === reason);
    if (those.length === 0) return [];
    const released = those.filter((row) => row.releasedAs !== null);
    const charged = released.filter((row) => row.releasedAs === 'charged');
    return [
      [
        reason,
        ...[those, released, charged].map((rows_) => grouped(rows_.length)),
        grouped(those.length - released.length),
      ],
    ];
  });
  return table('Held, and released once the account or the rate was there', columns, rows);
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
