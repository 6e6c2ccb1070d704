import fc from 'fast-check';
import { DAY, members } from './event-builders.js';
import { LedgerScript } from './ledger-script.js';

const ACCOUNTS = ['ann', 'bob', 'team'] as const;

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('charge' as const),
      account: fc.constantFrom(...ACCOUNTS),
      amount: fc.integer({ min: 0, max: 60 }),
      member: fc.constantFrom('m1', 'm2', 'stranger'),
      model: fc.constantFrom('qwen/max', 'glm', 'deepseek'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('grant' as const),
      account: fc.constantFrom(...ACCOUNTS),
      amount: fc.integer({ min: 1, max: 200 }),
      days: fc.option(fc.integer({ min: 1, max: 40 })),
      isScoped: fc.boolean(),
      source: fc.constantFrom('top_up' as const, 'subscription' as const, 'refund' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('period' as const), account: fc.constantFrom(...ACCOUNTS) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('rules' as const),
      account: fc.constantFrom(...ACCOUNTS),
      percents: fc.subarray([30, 50, 80, 90, 100]),
      floors: fc.subarray([0n, 10n, 50n]),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
);

/** A ledger of three accounts to which anything that may happen does. */
export const anyScript = fc.array(step, { minLength: 1, maxLength: 60 }).map((steps) => {
  const script = new LedgerScript();
  for (const account of ACCOUNTS)
    script.open(account, account === 'team' ? { kind: 'team', members: members('m1', 'm2') } : {});
  steps.forEach((what, index) => take(script, what, index));
  return script;
});

function take(script: LedgerScript, what: typeof step extends fc.Arbitrary<infer Step> ? Step : never, index: number) {
  switch (what.type) {
    case 'charge': {
      const member = what.account === 'team' ? { member: what.member } : {};
      return script.charge(what.account, what.amount, { model: what.model, ...member });
    }
    case 'grant': {
      const expiresAt = what.days === null ? null : script.now + what.days * DAY;
      const scope = { models: what.isScoped ? ['glm'] : null, kinds: null, apps: null };
      const costBasis = { amountMinor: BigInt(what.amount), currency: 'CNY', taxIncluded: true };
      return script.grant(what.account, `g${index}`, what.amount, { expiresAt, scope, costBasis, source: what.source });
    }
    case 'period':
      return script.nextPeriod(what.account);
    case 'rules':
      return script.setRules(what.account, what.percents, what.floors);
    case 'wait':
      script.now += what.days * DAY;
      return script;
    default:
      throw new Error('no such step');
  }
}
