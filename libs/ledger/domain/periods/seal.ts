import { subtractCredits, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { AccountEvent, BucketClosing, PeriodSealed, RolledGrant } from '../events.js';
import { evolve, evolveAll } from '../evolve.js';
import { costShare } from '../grants/cost-share.js';
import { grantEvent, nextGrantId } from '../grants/make-grant.js';
import { freeMicro, hasExpired, rolledMicro } from '../grants/standing.js';
import { overageLines, totalMinor } from '../lines.js';
import type { LiveGrant, OpenAccountState, OpenPeriod } from '../state.js';
import { newest, nextPeriod, oldest } from './periods.js';

/**
 * Ends the oldest unsealed period: the next one is opened where it is missing, the bill is complete (rule 34), overage is
 * billed, written off or carried (rule 22), and grants that roll over turn into grants of the next period (rule 18).
 */
export function sealPeriod(state: OpenAccountState): readonly AccountEvent[] {
  const period = oldest(state);
  const opening = period === newest(state) ? [nextPeriod(state)] : [];
  const before = evolveAll(state, opening);
  const rolling = before.grants.filter((grant) => rollsOverAt(grant, period));
  const sealed = periodSealed(before, period, rolling);
  return [...opening, sealed, ...rolledOver(evolve(before, sealed), rolling, sealed)];
}

function rollsOverAt(grant: LiveGrant, { endsAt }: OpenPeriod): boolean {
  return grant.rollover !== null && !grant.ended && hasExpired(grant, endsAt);
}

function periodSealed(state: OpenAccountState, period: OpenPeriod, rolling: readonly LiveGrant[]): PeriodSealed {
  const lines = [...period.lines, ...overageLines(state, period.period)];
  return {
    type: 'PeriodSealed',
    data: {
      account: state.account,
      period: period.period,
      startsAt: period.startsAt,
      endsAt: period.endsAt,
      usedMicro: period.usedMicro,
      overage: closings(state, period.period),
      rollovers: rollovers(state, rolling),
      lines,
      totalMinor: totalMinor(lines),
    },
  };
}

/** What is owed under `limit` is carried over: it stays open, and is no closing. */
function closings({ overage }: OpenAccountState, period: number): readonly BucketClosing[] {
  const owed = overage.filter(({ bucket, openMicro }) => bucket.period === period && openMicro > 0n);
  return owed.flatMap(({ bucket, openMicro }) => {
    switch (bucket.policy) {
      case 'block':
        return [{ bucket, billedMicro: ZERO_CREDITS, writtenOffMicro: openMicro }];
      case 'invoice':
        return [{ bucket, billedMicro: openMicro, writtenOffMicro: ZERO_CREDITS }];
      case 'limit':
        return [];
    }
  });
}

function rollovers(state: OpenAccountState, rolling: readonly LiveGrant[]): readonly RolledGrant[] {
  let made = 0;
  return rolling.map((grant) => {
    const rolled = rolledMicro(grant);
    return {
      grant: grant.grant,
      into: rolled > 0n ? nextGrantId(state, made++) : null,
      rolledMicro: rolled,
      forfeitedMicro: subtractCredits(freeMicro(grant), rolled),
    };
  });
}

/** The grants of the next period, one by one: each first repays what the one before it left open (rule 18). */
function rolledOver(
  sealed: OpenAccountState,
  rolling: readonly LiveGrant[],
  { data }: PeriodSealed,
): readonly AccountEvent[] {
  const { startsAt, endsAt } = oldest(sealed);
  let state = sealed;
  return rolling.flatMap((grant, at) => {
    const { into, rolledMicro: amountMicro } = data.rollovers[at]!;
    if (into === null) return [];
    const granted = grantEvent(state, {
      grant: into,
      source: 'rollover',
      amountMicro,
      eligibleFrom: startsAt,
      expiresAt: endsAt,
      scope: grant.scope,
      costBasis: costShare(grant.costBasis, amountMicro, grant.amountMicro),
    });
    state = evolve(state, granted);
    return [granted];
  });
}
