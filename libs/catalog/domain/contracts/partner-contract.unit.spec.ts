import { describe, expect, it } from '@jest/globals';
import { credits } from '#libs/kernel/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import type { PublishPartnerContract } from './commands.js';
import type { PartnerContractPublished } from './events.js';
import { partnerContractAggregate, partnerContractDecider } from './partner-contract.js';
import type { PartnerContractFault } from './rejections.js';
import { contractInEffect, NO_CONTRACT, type PartnerContractHistory } from './state.js';

const MAY = Date.UTC(2026, 4);
const JUNE = Date.UTC(2026, 5);
const NOW = Date.UTC(2026, 4, 20, 12);

const PUBLISH: PublishPartnerContract = {
  type: 'PublishPartnerContract',
  partner: 'workbuddy',
  name: 'WorkBuddy',
  illustrative: true,
  apps: ['workbuddy'],
  share: { numerator: 30, denominator: 100 },
  basis: 'list_value',
  listPrice: { amountMinor: 150n, perMicro: credits(1_000_000_000_000n), currency: 'CNY' },
};

function decided(command: PublishPartnerContract, history: PartnerContractHistory = NO_CONTRACT) {
  return partnerContractDecider.decide({ ...command, context: { now: NOW, sha256 } }, history);
}

function published(command: PublishPartnerContract, history?: PartnerContractHistory): PartnerContractPublished {
  const decision = decided(command, history);
  if (decision.type === 'rejected') throw new Error(decision.rejection.code);
  return decision.events[0]!;
}

function historyOf(...commands: readonly PublishPartnerContract[]): PartnerContractHistory {
  return commands.reduce(
    (history, command) => partnerContractAggregate.evolve(history, published(command, history)),
    NO_CONTRACT,
  );
}

describe('publishing a contract with a partner (rule 36)', () => {
  it('records every field of its next version, with the hash settlements pin', () => {
    const { type: _type, ...terms } = PUBLISH;
    expect(published(PUBLISH).data).toEqual({
      ...terms,
      version: 1,
      effectiveFrom: MAY,
      hash: 'aa45018465b62878bbb6399fc0c515b3f114043891394dbf6d6cdb049d70bc95',
    });
  });

  it('takes effect with a month: this one for the first version, the next for a later, unless it says when', () => {
    const history = historyOf(PUBLISH);
    expect(published(PUBLISH, history).data).toMatchObject({ version: 2, effectiveFrom: JUNE });
    expect(published({ ...PUBLISH, effectiveFrom: MAY }, history).data.effectiveFrom).toBe(MAY);
    const midMonth = { ...PUBLISH, effectiveFrom: MAY + 1 };
    expect(decided(midMonth)).toMatchObject({
      rejection: { code: 'partner_contract_mid_month', effectiveFrom: MAY + 1 },
    });
  });

  it('never alters a month that is over, but for the first version, which may reach back', () => {
    const april = { ...PUBLISH, effectiveFrom: Date.UTC(2026, 3) };
    expect(published(april).data.effectiveFrom).toBe(april.effectiveFrom);
    expect(decided(april, historyOf(PUBLISH))).toMatchObject({
      rejection: { code: 'partner_contract_effective_in_past', effectiveFrom: april.effectiveFrom, now: NOW },
    });
  });

  it('leaves each month to the version in effect at its start', () => {
    const history = historyOf(PUBLISH, { ...PUBLISH, share: { numerator: 1, denominator: 2 } });
    expect(contractInEffect(history, MAY - 1)).toBeUndefined();
    expect(contractInEffect(history, MAY)?.version).toBe(1);
    expect(contractInEffect(history, JUNE)?.version).toBe(2);
  });

  it('has another hash when anything in it is another', () => {
    const hashes = [
      PUBLISH,
      { ...PUBLISH, name: 'Other' },
      { ...PUBLISH, illustrative: false },
      { ...PUBLISH, apps: ['work', 'buddy'] },
      { ...PUBLISH, share: { numerator: 3, denominator: 10 } },
      { ...PUBLISH, basis: 'recognised_revenue' } as const,
      { ...PUBLISH, listPrice: { ...PUBLISH.listPrice, amountMinor: 151n } },
      { ...PUBLISH, effectiveFrom: JUNE },
    ].map((command) => published(command).data.hash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  const faults: readonly [PartnerContractFault, Partial<PublishPartnerContract>][] = [
    ['name', { name: '' }],
    ['currency', { listPrice: { ...PUBLISH.listPrice, currency: 'yuan' } }],
    ['apps', { apps: [] }],
    ['apps', { apps: ['a', 'a'] }],
    ['share', { share: { numerator: 2, denominator: 1 } }],
    ['share', { share: { numerator: 0, denominator: 0 } }],
    ['list_price', { listPrice: { ...PUBLISH.listPrice, perMicro: credits(0n) } }],
    ['list_price', { listPrice: { ...PUBLISH.listPrice, amountMinor: -1n } }],
  ];
  it.each(faults)('is refused where it makes no sense: %s', (reason, fault) => {
    expect(decided({ ...PUBLISH, ...fault })).toMatchObject({
      rejection: { code: 'partner_contract_not_valid', reason },
    });
  });
});
