import { credits, type Credits } from '#libs/kernel/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import type { AlertRules, CostBasis, GrantScope } from '../../contract.js';
import type { ChosenOveragePolicy } from '../../domain/commands.js';
import type { AlertRulesDto, CostBasisDto, GrantScopeDto, OveragePolicyDto } from './terms.dto.js';

/** The value of a checked CreditsField. */
export function creditsOf(text: string): Credits {
  return credits(BigInt(text));
}

/** Members of an input that were left out stand in it as `undefined`; a command has none of them. */
export function given<Input extends object>(input: Input): Input {
  return Object.fromEntries(Object.entries(input).filter(([, member]) => member !== undefined)) as Input;
}

/** In ascending order, so that the same rules are the same input however they were listed. */
export function alertRulesOf({ percents, floorsMicro }: AlertRulesDto): AlertRules {
  return {
    percents: percents.toSorted((left, right) => left - right),
    floorsMicro: floorsMicro.map(creditsOf).toSorted((left, right) => (left < right ? -1 : 1)),
  };
}

export function scopeOf({ models, kinds, apps }: GrantScopeDto = {}): GrantScope {
  return { models: models ?? null, kinds: kinds ?? null, apps: apps ?? null };
}

export function costBasisOf({ amountMinor, currency, taxIncluded }: CostBasisDto): CostBasis {
  return { amountMinor: BigInt(amountMinor), currency, taxIncluded };
}

type PolicyMember = Exclude<keyof OveragePolicyDto, 'type'>;

/** What each policy must say, and nothing else. */
const POLICY_MEMBERS: Readonly<Record<OveragePolicyDto['type'], readonly PolicyMember[]>> = {
  block: [],
  limit: ['limitMicro'],
  invoice: ['capMicro', 'price'],
};

/** @throws ProblemException `input_invalid` where the members are not those of the policy */
export function overagePolicyOf(input: OveragePolicyDto, parent = ''): ChosenOveragePolicy {
  for (const member of ['limitMicro', 'capMicro', 'price'] as const) {
    const isExpected = POLICY_MEMBERS[input.type].includes(member);
    if (isExpected === (input[member] !== undefined)) continue;
    const pointer = `${parent}/${member}`;
    const sentence = `must be ${isExpected ? 'given' : 'left out'} with the policy ${input.type}`;
    throw edgeProblem('input_invalid', { pointer, detail: `${pointer} ${sentence}` });
  }
  if (input.type === 'limit') return { type: 'limit', limitMicro: creditsOf(input.limitMicro!) };
  if (input.type === 'block') return { type: 'block' };
  const { amountMinor, perMicro, taxIncluded } = input.price!;
  const price = { amountMinor: BigInt(amountMinor), perMicro: creditsOf(perMicro), taxIncluded };
  return { type: 'invoice', capMicro: creditsOf(input.capMicro!), price };
}
