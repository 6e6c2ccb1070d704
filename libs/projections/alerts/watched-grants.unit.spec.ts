import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accountDecider, hasExpired, isUnscoped, type AccountState } from '#libs/ledger/index.js';
import { UNOPENED } from '#libs/ledger/domain/state.js';
import { anyScript } from '../../../test/support/journal/any-script.js';
import { anyLife, journalOf } from '../../../test/support/projections/journal-of-life.js';
import type { AccountRecord } from '../runner/projection.js';
import type { AlertState } from './alert-state.js';
import { evaluateAlerts } from './evaluate-alerts.js';

describe('the watched figures', () => {
  it('are what remains of the grants that have not lapsed, whatever happens (rule 35)', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        let account: AccountState = UNOPENED;
        let alerts: AlertState | undefined;
        for (const record of journalOf(life).records as AccountRecord[]) {
          const open = accountDecider.evolve(account, record.event);
          account = open;
          alerts = evaluateAlerts(alerts, record).state;
          if (open.status === 'unopened') continue;
          const live = open.grants.filter((grant) => !hasExpired(grant, record.meta.recordedAt));
          for (const pot of ['unscoped', 'scoped'] as const) {
            const grants = live.filter(({ scope }) => isUnscoped(scope) === (pot === 'unscoped'));
            expect(alerts[pot].remainingMicro).toBe(sum(grants.map(({ remainingMicro }) => remainingMicro)));
            const watched = alerts.grants.filter((grant) => grant.pot === pot);
            const inBase = sum(watched.map(({ inBaseMicro }) => inBaseMicro ?? 0n));
            expect(alerts[pot].baseMicro).toBeGreaterThanOrEqual(inBase);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('equal to a sum over its grants, made in the plainest way', () => {
    fc.assert(
      fc.property(anyScript, (script) => {
        const states = new Map<string, AlertState>();
        const sums = new Map<string, PlainAccount>();
        for (const record of script.journal.records as AccountRecord[]) {
          const plain = sums.get(record.stream) ?? { grants: [] };
          sums.set(record.stream, plain);
          addPlainly(plain, record);
          const { state } = evaluateAlerts(states.get(record.stream), record);
          states.set(record.stream, state);
          expect([state.unscoped, state.scoped]).toEqual(figuresOf(plain));
          expect(state.grants.filter(({ remainingMicro }) => remainingMicro <= 0n)).toEqual([]);
        }
      }),
    );
  });
});

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

interface PlainGrant {
  readonly id: string;
  readonly isScoped: boolean;
  readonly expiresAt: number;
  /** What it brought into the base of this period. */
  brought: bigint;
  left: bigint;
  /** What was left when it lapsed. */
  lapsed: bigint | undefined;
}

interface PlainAccount {
  readonly grants: PlainGrant[];
}

function addPlainly({ grants }: PlainAccount, { event, meta }: AccountRecord): void {
  for (const grant of grants) if (grant.expiresAt <= meta.recordedAt) grant.lapsed ??= grant.left;
  if (event.type === 'PeriodOpened') {
    for (const grant of grants) grant.brought = grant.lapsed === undefined ? grant.left : grant.lapsed;
  } else if (event.type === 'CreditsGranted') {
    const { grant: id, amountMicro: left, source, scope } = event.data.terms;
    const expiresAt = event.data.terms.expiresAt ?? Infinity;
    const brought = source === 'refund' ? 0n : left;
    grants.push({ id, isScoped: scope.models !== null, expiresAt, brought, left, lapsed: undefined });
  } else if (event.type === 'UsageCharged') {
    for (const { grant, amountMicro } of event.data.allocations) {
      const paid = grants.find(({ id }) => id === grant);
      if (paid !== undefined && paid.lapsed === undefined) paid.left -= amountMicro;
    }
  }
}

function figuresOf({ grants }: PlainAccount): readonly { baseMicro: bigint; remainingMicro: bigint }[] {
  return [false, true].map((isScoped) => {
    const counted = grants.filter((grant) => grant.isScoped === isScoped);
    // A refund grant that lapses before it ever was in a base took nothing into it.
    const base = counted.map(({ brought, lapsed = 0n }) => (brought === 0n ? 0n : brought - lapsed));
    const left = counted.map((grant) => (grant.lapsed === undefined ? grant.left : 0n));
    return { baseMicro: sum(base), remainingMicro: sum(left) };
  });
}
