import { invariant, totalMicro } from '#libs/kernel/index.js';
import type { MoneyLine } from '../../contract.js';
import { answerView, type AcceptedAnswer } from './answer.js';
import type { MoneyBackAnswerDto, PurchaseReversedDto } from './money-back.dto.js';

export function creditNoteView(answer: AcceptedAnswer): MoneyBackAnswerDto {
  invariant(answer.event.type === 'CreditNoteIssued', 'the effect of a credit note is the credit note');
  return { ...answerView(answer), ...lineView(answer.event.data.lines) };
}

export function purchaseReversedView(answer: AcceptedAnswer): PurchaseReversedDto {
  invariant(answer.event.type === 'PurchaseReversed', 'the effect of a reversal is the reversal');
  const { unusedMicro, overage, lines } = answer.event.data;
  const overageMadeMicro = totalMicro(overage.map(({ amountMicro }) => amountMicro)).toString();
  return { ...answerView(answer), ...lineView(lines), unusedMicro: unusedMicro.toString(), overageMadeMicro };
}

function lineView([line]: readonly MoneyLine[]): Pick<MoneyBackAnswerDto, 'line' | 'amountMinor'> {
  return { line: line?.line ?? null, amountMinor: (line?.amountMinor ?? 0n).toString() };
}
