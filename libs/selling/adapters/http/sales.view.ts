import { formatInstant, invariant, totalMicro } from '#libs/kernel/index.js';
import type { AccountEvent, MoneyLine } from '#libs/ledger/index.js';
import type { SellingAnswer } from '../../application/selling-commands.js';
import type { PurchaseAnswerDto, SaleAnswerDto, SaleLineDto, SubscriptionAnswerDto } from './sales.dto.js';

export type AcceptedSale = Extract<SellingAnswer, { type: 'accepted' }>;

export function subscriptionView(answer: AcceptedSale, subscription: string): SubscriptionAnswerDto {
  const { event, state } = answer;
  invariant(state.status === 'open', 'a sale leaves an open account');
  const live = state.subscriptions.find((one) => one.subscription === subscription);
  const takesEffect = event.type === 'SubscriptionChangeScheduled' ? 'at_renewal' : 'now';
  const termEndsAt = live === undefined ? {} : { termEndsAt: formatInstant(live.term.endsAt) };
  return { ...saleView(answer), subscription, takesEffect, ...termEndsAt };
}

export function purchaseView(answer: AcceptedSale): PurchaseAnswerDto {
  invariant(answer.event.type === 'CreditsGranted', 'the effect of a purchase is a grant');
  const { grant, amountMicro, expiresAt } = answer.event.data.terms;
  return {
    ...saleView(answer),
    grant,
    amountMicro: amountMicro.toString(),
    expiresAt: expiresAt === null ? null : formatInstant(expiresAt),
  };
}

function saleView({ revision, position, replayed, state, event }: AcceptedSale): SaleAnswerDto {
  invariant(state.status === 'open', 'a sale leaves an open account');
  const { account, remainingMicro, overageMicro, grants } = state;
  const balance = {
    remainingMicro: remainingMicro.toString(),
    reservedMicro: totalMicro(grants.map(({ heldMicro }) => heldMicro)).toString(),
    overageMicro: overageMicro.toString(),
  };
  return { account, revision, position, replayed, balance, lines: linesOf(event).map(lineView) };
}

function linesOf(event: AccountEvent): readonly MoneyLine[] {
  return 'lines' in event.data ? event.data.lines : [];
}

function lineView({ line, kind, amountMinor, taxIncluded, payment }: MoneyLine): SaleLineDto {
  return { line, kind, amountMinor: amountMinor.toString(), taxIncluded, payment };
}
