import { formatInstant } from '#libs/kernel/index.js';
import type { AlertTransition } from '#libs/projections/contract.js';
import type { CloudEvent } from './cloud-event.js';
import { count, id, instant, large, micro, nullable, object, oneOf, text, type JsonOf } from './shape.js';
import { decimal, instantOrNull } from './term.js';

export const ALERT_TYPES = { fired: 'ledger.alert.fired.v1', cleared: 'ledger.alert.cleared.v1' } as const;

export const ALERT = object({
  alert: text('Account, rule, threshold and generation: the same when it fires and when it is cleared.'),
  account: id('Of which account.'),
  member: nullable(id('Of which member; null: of the whole account.')),
  kind: oneOf(['percent', 'floor'], 'Of the threshold.'),
  threshold: large('Percent of the base used, or micro-credits remaining.'),
  generation: count('A top-up, a new period or a new rule begins another (rule 35).'),
  firedAt: instant('When it fired.'),
  clearedAt: nullable(instant('When it was cleared; null: it was not.')),
  baseMicro: micro('What it is measured against, when it fired; of a member, the limit.'),
  remainingMicro: micro('What remained of it when it fired; below zero where a member is beyond the limit.'),
  position: count('Of the event that changed it, in the journal of the whole ledger.'),
});

export function alertMessage({ id: messageId, change, position, at, alert }: AlertTransition): CloudEvent {
  const data: JsonOf<typeof ALERT> = {
    alert: alert.id,
    account: alert.account,
    member: alert.member,
    kind: alert.kind,
    threshold: decimal(alert.threshold),
    generation: alert.generation,
    firedAt: formatInstant(alert.firedAt),
    clearedAt: change === 'fired' ? null : instantOrNull(alert.clearedAt),
    baseMicro: decimal(alert.baseMicro),
    remainingMicro: decimal(alert.remainingMicro),
    position,
  };
  return { id: messageId, type: ALERT_TYPES[change], time: at, subject: alert.account, data };
}
