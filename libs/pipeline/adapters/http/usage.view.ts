import { unreachable } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { ProblemException } from '#libs/platform/http/index.js';
import type { AnsweredOutcome } from './answered-outcome.js';
import type { UsageOutcomeDto } from './usage.dto.js';

const CONFLICT = {
  status: 409,
  title: 'The usage key was used before with other content (rule 6)',
  advice: 'The first charge stands and the conflict is recorded; send a new id for a new call.',
};

const REFUSED = {
  status: 422,
  title: 'The event cannot be charged as it is',
  advice: 'Correct the event, then send it.',
};

export function outcomeView(outcome: AnsweredOutcome, position: Position): UsageOutcomeDto {
  switch (outcome.type) {
    case 'charged':
    case 'duplicate': {
      const { type, key, at, totalMicro } = outcome;
      return { outcome: type, key, receipt: { ...at, position, creditsMicro: totalMicro.toString() } };
    }
    case 'held':
      return { outcome: 'held', key: outcome.key, reason: outcome.reason, detail: outcome.sentence };
    case 'conflict':
      return { outcome: 'conflict', key: outcome.key, code: 'usage_key_conflict', detail: CONFLICT.advice };
    case 'rejected': {
      const { key, code, sentence, pointer } = outcome.refusal;
      return {
        outcome: 'rejected',
        ...(key === undefined ? {} : { key }),
        code,
        detail: sentence,
        ...(pointer === undefined ? {} : { pointer }),
      };
    }
    default:
      return unreachable(outcome);
  }
}

/**
 * The answer to a single event that was taken.
 * @throws ProblemException for a conflict and a refusal: they are durable too, but not what the sender wanted
 */
export function singleView(outcome: AnsweredOutcome, position: Position): UsageOutcomeDto {
  if (outcome.type === 'conflict') {
    throw new ProblemException('usage_key_conflict', CONFLICT, { facts: { key: outcome.key, charged: outcome.at } });
  }
  if (outcome.type === 'rejected') {
    const { code, sentence, pointer, key } = outcome.refusal;
    throw new ProblemException(code, REFUSED, {
      detail: sentence,
      ...(pointer === undefined ? {} : { pointer }),
      facts: key === undefined ? {} : { key },
    });
  }
  return outcomeView(outcome, position);
}
