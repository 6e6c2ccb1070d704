import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { totalMicro } from '#libs/kernel/index.js';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { release, reserve } from '../../../../test/support/ledger/reservation-samples.js';
import { chargeUsage, clockAt, january, opened } from '../../../../test/support/ledger/samples.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import type { AccountCommand } from '../commands.js';
import { decide } from '../decide.js';
import { availableMicro, lapsingMicro } from '../grants/standing.js';
import { UNSCOPED } from '../terms.js';
import { heldMicro } from './held-by-member.js';

const HOUR = 3_600_000;
const LIMIT = 60n;
const NAMES = ['h-1', 'h-2', 'h-3'] as const;
const SCOPES = [UNSCOPED, { ...UNSCOPED, kinds: ['input' as const] }];

type Step =
  | { readonly do: 'grant'; readonly amount: number; readonly hours: number | null; readonly scope: number }
  | {
      readonly do: 'reserve';
      readonly name: string;
      readonly input: number;
      readonly output: number;
      readonly hours: number;
    }
  | {
      readonly do: 'use';
      readonly name: string | null;
      readonly input: number;
      readonly output: number;
      final: boolean;
    }
  | { readonly do: 'release'; readonly name: string }
  | { readonly do: 'wait'; readonly hours: number };

const amount = fc.integer({ min: 0, max: 60 });
const name = fc.constantFrom(...NAMES);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('grant' as const),
    amount: fc.integer({ min: 1, max: 80 }),
    hours: fc.option(fc.integer({ min: 1, max: 200 })),
    scope: fc.constantFrom(0, 0, 1),
  }),
  fc.record({
    do: fc.constant('reserve' as const),
    name,
    input: amount,
    output: amount,
    hours: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({
    do: fc.constant('use' as const),
    name: fc.option(name),
    input: amount,
    output: amount,
    final: fc.boolean(),
  }),
  fc.record({ do: fc.constant('release' as const), name }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
);

/** Lives through a script; every id is used once, so a name stands for its latest reservation. */
class Script {
  readonly life = new AccountLife(
    {
      ...opened,
      data: {
        ...opened.data,
        overagePolicy: { type: 'limit', limitMicro: micro(LIMIT) },
        members: [{ member: 'm-1', limitMicro: null }],
      },
    },
    january,
  );
  private made = 0;
  private readonly latest = new Map<string, string>();

  run(one: Step): void {
    this.made += 1;
    switch (one.do) {
      case 'grant': {
        const expiresAt = one.hours === null ? null : this.life.now + one.hours * HOUR;
        this.life.grant(`g-${this.made}`, one.amount, { expiresAt, scope: SCOPES[one.scope]!, source: 'promotion' });
        return;
      }
      case 'reserve': {
        const id = `${one.name}-${this.made}`;
        const named = { reservation: id, member: 'm-1', ttlMs: one.hours * HOUR };
        if (this.attempt(reserve(costs(one), named, { clock: this.life.clock }))) this.latest.set(one.name, id);
        return;
      }
      case 'use':
        this.attempt(this.usage(one));
        return;
      case 'release': {
        const id = this.latest.get(one.name);
        if (id !== undefined) this.attempt(release({ reservation: id }, { clock: this.life.clock }));
        return;
      }
      case 'wait':
        this.life.now += one.hours * HOUR;
        this.life.dueWork();
    }
  }

  private usage({ name, final, ...amounts }: Extract<Step, { do: 'use' }>): AccountCommand {
    const id = `u-${this.made}`;
    const reservationId = name === null ? undefined : this.latest.get(name);
    const more = { key: { source: 'gateway', id }, requestId: id, occurredAt: this.life.now, final };
    return chargeUsage(
      costs(amounts),
      { ...more, ...(reservationId !== undefined && { reservationId }) },
      { receivedAt: this.life.now, clock: this.life.clock },
    );
  }

  private attempt(command: AccountCommand): boolean {
    const decision = decide(command, this.life.state);
    if (decision.type === 'accepted') this.life.record(...decision.events);
    return decision.type === 'accepted';
  }
}

function costs({ input, output }: { input: number; output: number }) {
  return [
    ['input', input],
    ['output', output],
  ] as const;
}

function lived(steps: readonly Step[], check: (script: Script) => void): void {
  const script = new Script();
  for (const one of steps) {
    script.run(one);
    check(script);
  }
}

const steps = fc.array(step, { maxLength: 40 });

describe('whatever happens to an account, its reservations', () => {
  it('hold of every grant what their parts say, and never more than remains (rules 19, 25)', () => {
    fc.assert(
      fc.property(steps, (script) =>
        lived(script, ({ life: { state } }) => {
          const held = new Map<string, bigint>();
          for (const { parts } of state.holds.values()) {
            for (const part of parts) held.set(part.grant, (held.get(part.grant) ?? 0n) + part.amountMicro);
          }
          for (const grant of state.grants) {
            expect(grant.heldMicro).toBe(held.get(grant.grant) ?? 0n);
            expect(grant.heldMicro <= grant.remainingMicro).toBe(true);
            expect(grant.ended && grant.heldMicro !== grant.remainingMicro).toBe(false);
            held.delete(grant.grant);
          }
          expect([...held.values()].filter((amountMicro) => amountMicro > 0n)).toEqual([]);
        }),
      ),
    );
  });

  it('sum to what the account keeps of them by headroom and by member', () => {
    fc.assert(
      fc.property(steps, (script) =>
        lived(script, ({ life: { state } }) => {
          const holds = [...state.holds.values()];
          expect(state.heldHeadroomMicro).toBe(totalMicro(holds.map(({ headroomMicro }) => headroomMicro)));
          expect(state.heldByMember.get('m-1') ?? 0n).toBe(totalMicro(holds.map(heldMicro)));
        }),
      ),
    );
  });

  it('R11: are always off what is available: available = remaining − held − lapsing − scoped', () => {
    fc.assert(
      fc.property(steps, (script) =>
        lived(script, ({ life: { state, now } }) => {
          const scoped = state.grants.filter(
            ({ scope, expiresAt }) => scope.kinds !== null && (expiresAt ?? Infinity) > now,
          );
          const held = totalMicro(state.grants.map((grant) => grant.heldMicro));
          const free = totalMicro(scoped.map((grant) => grant.remainingMicro - grant.heldMicro));
          const expected = state.remainingMicro - held - lapsingMicro(state.grants, now) - free;
          expect(availableMicro(state.grants, now)).toBe(expected);
        }),
      ),
    );
  });

  it('never promise more overage than the policy allows (rule 22)', () => {
    fc.assert(
      fc.property(steps, (script) =>
        lived(script, ({ life: { state } }) => {
          const owed = state.overage.filter(({ bucket }) => bucket.policy === 'limit');
          const open = totalMicro(owed.map(({ openMicro }) => openMicro));
          expect(open + state.heldHeadroomMicro <= LIMIT).toBe(true);
        }),
      ),
    );
  });

  it('keep their promise: usage of exactly the maximum is covered in full, whatever came in between', () => {
    fc.assert(
      fc.property(steps, amount, amount, steps, (before, input, output, between) => {
        const script = new Script();
        before.forEach((one) => script.run(one));
        const reserved = decide(
          reserve(
            costs({ input, output }),
            { reservation: 'mine', ttlMs: 10_000 * HOUR },
            { clock: script.life.clock },
          ),
          script.life.state,
        );
        fc.pre(reserved.type === 'accepted');
        script.life.record(...reserved.events);
        between.forEach((one) => script.run(one));
        script.life.charge('mine', costs({ input, output }), { reservationId: 'mine' });
        const { flags, allocations } = script.life.last('UsageCharged');
        expect(flags).toEqual([]);
        expect(allocations.filter(({ overage }) => overage?.policy === 'block')).toEqual([]);
        expect(script.life.last('ReservationEnded')).toMatchObject({ reservation: 'mine', returns: [] });
      }),
    );
  });

  it('end by themselves: after their time and the close of the periods nothing is held any more (R1)', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { life } = lastOf(script);
        const clock = clockAt(life.now + 101 * HOUR);
        life.done({ type: 'RunDueWork', account: 'a', clock });
        expect(life.state.heldHeadroomMicro).toBe(0n);
        expect(life.state.holds.size + life.state.heldByMember.size).toBe(0);
        expect(totalMicro(life.state.grants.map((grant) => grant.heldMicro))).toBe(0n);
      }),
    );
  });
});

function lastOf(steps: readonly Step[]): Script {
  const script = new Script();
  steps.forEach((one) => script.run(one));
  return script;
}
