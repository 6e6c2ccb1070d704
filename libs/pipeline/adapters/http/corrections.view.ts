import { invariant } from '#libs/kernel/index.js';
import type {
  Correct,
  CorrectionAnswer,
  RerateAnswer,
  ReratePeriod,
  TariffChoice,
} from '../../application/corrections.js';
import type {
  CorrectedDto,
  CorrectUsageDto,
  ReratedPeriodDto,
  ReratePeriodDto,
  TariffChoiceDto,
} from './corrections.dto.js';

export function correctOf(account: string, input: CorrectUsageDto): Correct {
  const { source, id, revision, fault, reason, rerate } = input;
  return {
    type: 'Correct',
    account,
    key: { source, id },
    revision,
    fault,
    reason,
    ...(rerate === undefined ? {} : { rerate: choiceOf(rerate) }),
  };
}

export function reratePeriodOf(account: string, { period, fault, reason, rerate }: ReratePeriodDto): ReratePeriod {
  return { type: 'ReratePeriod', account, period, fault, reason, rerate: choiceOf(rerate) };
}

function choiceOf({ tariffBook, version }: TariffChoiceDto): TariffChoice {
  return { ...(tariffBook === undefined ? {} : { tariffBook }), ...(version === undefined ? {} : { version }) };
}

export function correctedView(answer: Extract<CorrectionAnswer, { type: 'accepted' }>): CorrectedDto {
  const { event, revision, position, replayed } = answer;
  invariant(event.type === 'UsageCorrected', 'the effect of a correction is the correction');
  const { account, correction, totalMicro, deltaMicro, period } = event.data;
  const amounts = { totalMicro: totalMicro.toString(), deltaMicro: deltaMicro.toString() };
  return { account, revision, position, replayed, correction, ...amounts, period };
}

export function reratedView(
  account: string,
  period: number,
  { usages, corrected, unpriced, deltaMicro, position, replayed }: Extract<RerateAnswer, { type: 'accepted' }>,
): ReratedPeriodDto {
  return { account, period, usages, corrected, unpriced, deltaMicro: deltaMicro.toString(), position, replayed };
}
