import type { DisputeResolved, UsageDisputed } from '../events.js';
import type { OpenDispute } from '../state.js';

export function disputesAfter(
  disputes: readonly OpenDispute[],
  event: UsageDisputed | DisputeResolved,
): readonly OpenDispute[] {
  const { dispute, source, id, chargedRevision } = event.data;
  if (event.type === 'DisputeResolved') return disputes.filter((open) => open.dispute !== dispute);
  const { disputedRevision } = event.data;
  return [...disputes, { dispute, key: { source, id }, chargedRevision, disputedRevision }];
}
