import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { streamName } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import {
  accountOpened,
  meta,
  micro,
  periodOpened,
  START,
  usageCharged,
} from '../../../../test/support/journal/event-builders.js';
import { corrected } from '../../../../test/support/ledger/corrected.js';
import { MemberAlertWatch } from '../../../../test/support/oracle/alert-watch-members.js';
import { alertRow } from '../alert-rows.js';
import type { AccountRecord } from '../../runner/projection.js';
import type { AlertState } from '../alert-state.js';
import { evaluateAlerts } from '../evaluate-alerts.js';
import { MemberWatch } from './member-watch.js';

const ACCOUNT = 'team';
const MEMBERS = ['ann', 'bob'] as const;
const BASE_RULES = [50, 80, 100];

/** Who pays is nothing to a member's limit. */
const NOTHING_PAID = { allocations: [], remainingAfterMicro: micro(0), overageAfterMicro: micro(0) };

type Deed =
  | { readonly what: 'use' | 'correct' | 'limit' | 'join' | 'leave'; readonly member: string; readonly amount: number }
  | { readonly what: 'rules'; readonly percents: readonly number[] }
  | { readonly what: 'period' };

const OF_MEMBERS = ['use', 'use', 'use', 'correct', 'limit', 'join', 'leave'] as const;

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom(...OF_MEMBERS),
      member: fc.constantFrom(...MEMBERS),
      amount: fc.integer({ min: 0, max: 60 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('rules' as const),
      percents: fc.subarray([10, 50, 54, 80, 100], { minLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('period' as const) }) },
);

/** The product's side, without a store: rows stay in memory. */
class Product {
  said: string[] = [];
  readonly ids: string[] = [];
  private state: AlertState | undefined;
  private position = 0;
  private readonly watch = new MemberWatch(1_000_000, (watched, { raised, cleared }, { now: at, position }) => {
    this.said.push(...cleared.map(({ value }) => `-${watched.member} ${value}`));
    this.said.push(...raised.map(({ value }) => `+${watched.member} ${value}`));
    this.ids.push(...raised.map((spoken) => alertRow(watched, spoken, { at, position }).id));
  });

  tell(event: AccountEvent): string[] {
    this.position += 1;
    const stream = streamName('account', ACCOUNT);
    const record = {
      stream,
      event,
      meta: meta(START),
      revision: this.position,
      position: this.position,
    } as AccountRecord;
    this.said = [];
    const fold = this.watch.prepare(record);
    const touchesCredits = event.type === 'UsageCharged' || event.type === 'UsageCorrected';
    if (!touchesCredits) this.state = evaluateAlerts(this.state, record).state;
    fold?.(this.state!, { now: START, position: this.position });
    return this.said;
  }
}

describe('whatever a team does', () => {
  it('its members are told what rule 35 says, worked out by hand, and no id is given twice', () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 60, size: 'max' }), (deeds) => {
        const product = new Product();
        const oracle = new MemberAlertWatch(BASE_RULES.map(BigInt));
        let period = 0;
        product.tell(accountOpened(ACCOUNT, { members: [], alertRules: { percents: BASE_RULES, floorsMicro: [] } }));
        product.tell(periodOpened(ACCOUNT, period));
        for (const deed of deeds) {
          if (deed.what === 'period') period += 1;
          const said = product.tell(eventOf(deed, period));
          expect([...said].sort()).toEqual(toldByOracle(oracle, deed).sort());
        }
        expect(new Set(product.ids).size).toBe(product.ids.length);
      }),
      { numRuns: 300 },
    );
  });
});

function toldByOracle(oracle: MemberAlertWatch, deed: Deed): string[] {
  if (deed.what === 'period') return oracle.periodReached();
  if (deed.what === 'rules') return oracle.rulesSet(deed.percents.map(BigInt));
  const { what, member, amount } = deed;
  if (what === 'leave') return oracle.left(member);
  if (what === 'use') return oracle.used(member, BigInt(amount));
  return what === 'correct' ? oracle.used(member, BigInt(-amount)) : oracle.limited(member, limitOf(amount));
}

/** Of a hundred or so; sometimes of nothing, sometimes none. */
function limitOf(amount: number): bigint | null {
  if (amount < 5) return null;
  return amount < 10 ? 0n : BigInt(amount * 3);
}

function eventOf(deed: Deed, period: number): AccountEvent {
  const account = ACCOUNT;
  if (deed.what === 'period') return periodOpened(account, period);
  if (deed.what === 'rules') {
    return { type: 'AlertRulesSet', data: { account, alertRules: { percents: deed.percents, floorsMicro: [] } } };
  }
  const { what, member, amount } = deed;
  if (what === 'leave') return { type: 'MemberRemoved', data: { account, member } };
  if (what === 'correct') {
    return corrected({ account, member, period, chargedPeriod: period, deltaMicro: micro(-amount) });
  }
  if (what === 'use') {
    const amounts = [['input', micro(amount)]] as const;
    return usageCharged({ account, id: 'u', occurredAt: START, amounts, data: NOTHING_PAID, period, member });
  }
  const limit = limitOf(amount);
  const terms = { account, member, limitMicro: limit === null ? null : micro(limit) };
  return what === 'join' ? { type: 'MemberAdded', data: terms } : { type: 'MemberLimitSet', data: terms };
}
