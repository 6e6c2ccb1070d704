import { credits, invariant } from '#libs/kernel/index.js';
import { instantOf } from '#libs/platform/http/index.js';
import type { AccountAnswer } from '../../application/account-commands.js';
import type { GrantCredits, OpenAccount } from '../../domain/commands.js';
import type { AlertRules, CostBasis, GrantScope } from '../../domain/terms.js';
import type {
  AccountCommandAnswerDto,
  AlertRulesDto,
  CostBasisDto,
  GrantCreditsDto,
  GrantScopeDto,
  OpenAccountDto,
} from './account-commands.dto.js';
import { accountProblem } from './account-problems.js';

const DEFAULT_ZONE = 'Asia/Shanghai';
const DEFAULT_ALERT_RULES: AlertRules = { percents: [50, 80, 100], floorsMicro: [] };

export function openAccount(input: OpenAccountDto): OpenAccount {
  const { account, kind, openedAt, currency, zone, billingDay, tariffBook, alertRules, members } = input;
  return {
    type: 'OpenAccount',
    account,
    kind,
    ...(openedAt === undefined ? {} : { openedAt: instantOf(openedAt) }),
    currency,
    zone: zone ?? DEFAULT_ZONE,
    billingDay,
    tariffBook,
    alertRules: alertRules === undefined ? DEFAULT_ALERT_RULES : alertRulesOf(alertRules),
    members: members ?? [],
  };
}

/** In ascending order, so that the same rules are the same input however they were listed. */
export function alertRulesOf({ percents, floorsMicro }: AlertRulesDto): AlertRules {
  return {
    percents: percents.toSorted((left, right) => left - right),
    floorsMicro: floorsMicro.map((text) => credits(BigInt(text))).toSorted((left, right) => (left < right ? -1 : 1)),
  };
}

export function grantCredits(account: string, input: GrantCreditsDto): GrantCredits {
  const { grant, source, priority, amountMicro, eligibleFrom, expiresAt, scope, costBasis, paymentRef } = input;
  return {
    type: 'GrantCredits',
    account,
    ...(grant === undefined ? {} : { grant }),
    source,
    ...(priority === undefined ? {} : { priority }),
    amountMicro: credits(BigInt(amountMicro)),
    ...(eligibleFrom === undefined ? {} : { eligibleFrom: instantOf(eligibleFrom) }),
    ...(expiresAt === undefined ? {} : { expiresAt: instantOf(expiresAt) }),
    scope: scopeOf(scope),
    ...(costBasis === undefined ? {} : { costBasis: costBasisOf(costBasis) }),
    ...(paymentRef === undefined ? {} : { paymentRef }),
  };
}

function scopeOf({ models, kinds, apps }: GrantScopeDto = {}): GrantScope {
  return { models: models ?? null, kinds: kinds ?? null, apps: apps ?? null };
}

function costBasisOf({ amountMinor, currency, taxIncluded }: CostBasisDto): CostBasis {
  return { amountMinor: BigInt(amountMinor), currency, taxIncluded };
}

export type AcceptedAnswer = Extract<AccountAnswer, { type: 'accepted' }>;

/** @throws ProblemException for a rejected command */
export function accepted(answer: AccountAnswer): AcceptedAnswer {
  if (answer.type === 'rejected') throw accountProblem(answer.rejection, answer.replayed);
  return answer;
}

export function answerView({ revision, position, replayed, state }: AcceptedAnswer): AccountCommandAnswerDto {
  invariant(state.status === 'open', 'an accepted command leaves an open account');
  const { account, remainingMicro, overageMicro } = state;
  return {
    account,
    revision,
    position,
    replayed,
    balance: { remainingMicro: remainingMicro.toString(), overageMicro: overageMicro.toString() },
  };
}
