import { displayCredits, formatInstant } from '#libs/kernel/index.js';
import type { AlertTransition, AlertView } from '#libs/projections/contract.js';
import { alertMessage } from '../messages/alert-message.js';
import type { WebhookEventType } from './webhook-view.js';

/** What is told, before it is written down for each endpoint. */
export interface AlertNotice {
  /** Of the change: the same whenever and to whomever it is told. */
  readonly id: string;
  readonly type: WebhookEventType;
  readonly account: string;
  /** JSON; what is signed and sent. */
  readonly body: string;
}

/**
 * Of one change of an alert (rule 35): what Kafka is told of it too, with a sentence for people. Told again it is the same
 * to the byte.
 */
export function alertNotice(transition: AlertTransition): AlertNotice {
  const { change, alert } = transition;
  const { id, time, data } = alertMessage(transition);
  const type: WebhookEventType = `alert.${change}`;
  const sentence = change === 'fired' ? firedSentence(alert) : clearedSentence(alert);
  const told = { ...data, usedPercent: usedPercent(alert), sentence };
  return {
    id,
    type,
    account: alert.account,
    body: JSON.stringify({ type, timestamp: formatInstant(time), data: told }),
  };
}

/** Percent of the base, cut to two decimals: never more than was used, and never below a threshold that was met. */
export function usedPercent({
  baseMicro,
  remainingMicro,
}: Pick<AlertView, 'baseMicro' | 'remainingMicro'>): string | null {
  if (baseMicro <= 0n) return null;
  const hundredths = ((baseMicro - remainingMicro) * 10_000n) / baseMicro;
  const decimals = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return `${hundredths / 100n}${decimals === '' ? '' : `.${decimals}`}`;
}

function firedSentence(alert: AlertView): string {
  const standing = standingOf(alert);
  if (alert.kind === 'floor') {
    return `${whose(alert)} ${standing}; its floor is ${displayCredits(alert.threshold)} credits.`;
  }
  return (
    `${whose(alert)} has used ${usedPercent(alert) ?? '100'} % of ${displayCredits(alert.baseMicro)} credits and ` +
    `${standing}; its threshold is ${alert.threshold} %.`
  );
}

/** A member may go beyond its limit. */
function standingOf({ remainingMicro }: AlertView): string {
  return remainingMicro < 0n
    ? `is ${displayCredits(-remainingMicro)} credits beyond`
    : `has ${displayCredits(remainingMicro)} credits left`;
}

/** The figures of an alert are those of the moment it fired. */
function clearedSentence(alert: AlertView): string {
  const threshold = alert.kind === 'floor' ? `${displayCredits(alert.threshold)} credits` : `${alert.threshold} %`;
  return `${whose(alert)} is clear of its threshold of ${threshold}, met at ${formatInstant(alert.firedAt)}.`;
}

function whose({ account, member }: AlertView): string {
  return member === null ? `Account ${account}` : `Member ${member} of account ${account}`;
}
