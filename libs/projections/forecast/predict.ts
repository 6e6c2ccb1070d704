import { totalMicro, type Instant } from '#libs/kernel/index.js';
import { freeMicro, isEligible, type StandingGrant } from '#libs/ledger/contract.js';
import type { BurnBasis, ForecastOutcome, ForecastStep, Prediction } from './forecast-view.js';

export type ForecastGrant = Pick<StandingGrant, 'remainingMicro' | 'heldMicro' | 'eligibleFrom' | 'expiresAt'>;

export interface Supply {
  readonly at: Instant;
  /** In burn order (rule 16). */
  readonly grants: readonly ForecastGrant[];
  readonly renewalAt: Instant | null;
}

export const DAY_MS = 86_400_000;
const HORIZON_MS = 3_650 * DAY_MS;

/** Micro-credits × milliseconds of the basis: burn of a millisecond is then the whole use of the basis, exactly. */
interface Pool {
  readonly eligibleFrom: Instant;
  readonly expiresAt: Instant | null;
  left: bigint;
}

/**
 * When what is usable is used up, if usage goes on evenly at the mean of the basis: from one expiry to the next, grants in
 * burn order, without any rounding on the way.
 */
export function predict({ at, grants, renewalAt }: Supply, { days, usedMicro }: BurnBasis): Prediction {
  if (usedMicro <= 0n) return { ...ended('no_burn'), steps: [] };
  const unit = BigInt(days * DAY_MS);
  const pools = grants.map((grant) => ({ ...grant, left: freeMicro(grant) * unit }));
  const steps = new Steps(unit);
  for (let now = at; ;) {
    const usable = pools.filter((pool) => isEligible(pool, now));
    const sum = totalMicro(usable.map(({ left }) => left));
    const end = endAt(now, at, sum, renewalAt);
    if (end !== undefined) return { ...end, steps: steps.told };
    const until = nextChange(pools, now, Math.min(renewalAt ?? Infinity, at + HORIZON_MS));
    const burned = usedMicro * BigInt(until - now);
    if (burned > sum || (burned === sum && until !== renewalAt)) {
      return { ...ended('runs_out'), runsOutAt: now + Number(sum / usedMicro), steps: steps.told };
    }
    burn(usable, burned);
    const lapsed = totalMicro(usable.filter(({ expiresAt }) => expiresAt === until).map(({ left }) => left));
    steps.add({ startsAt: now, endsAt: until, usable: sum, burned, lapsed });
    now = until;
  }
}

type End = Omit<Prediction, 'steps'>;

function endAt(now: Instant, at: Instant, usable: bigint, renewalAt: Instant | null): End | undefined {
  if (renewalAt !== null && renewalAt <= now) return { ...ended('lasts_until_renewal'), boundAt: renewalAt };
  if (usable === 0n) return now === at ? ended('nothing_left') : { ...ended('lasts_until_expiry'), boundAt: now };
  return now === at + HORIZON_MS ? { ...ended('lasts_beyond_horizon'), boundAt: now } : undefined;
}

function ended(outcome: ForecastOutcome): End {
  return { outcome, runsOutAt: null, boundAt: null };
}

/** When a grant with something left expires, or begins to pay. */
function nextChange(pools: readonly Pool[], now: Instant, latest: Instant): Instant {
  const changes = pools
    .filter(({ left }) => left > 0n)
    .flatMap(({ eligibleFrom, expiresAt }) => [eligibleFrom, expiresAt ?? Infinity]);
  return Math.min(latest, ...changes.filter((instant) => instant > now));
}

function burn(usable: readonly Pool[], amount: bigint): void {
  let rest = amount;
  for (const pool of usable) {
    const taken = rest < pool.left ? rest : pool.left;
    pool.left -= taken;
    rest -= taken;
  }
}

interface ExactStep {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly usable: bigint;
  readonly burned: bigint;
  readonly lapsed: bigint;
}

/** Steps as they are told: whole micro-credits that add up. The sums are rounded, burn down and the lapsed up. */
class Steps {
  readonly told: ForecastStep[] = [];
  private begun = 0n;
  private burned = 0n;
  private lapsed = 0n;
  private left = 0n;

  constructor(private readonly unit: bigint) {}

  add({ startsAt, endsAt, usable, burned, lapsed }: ExactStep): void {
    const before = { begun: this.begun, burned: this.burned, lapsed: this.lapsed };
    const begun = usable - this.left;
    this.begun += begun;
    this.burned += burned;
    this.lapsed += lapsed;
    this.left = usable - burned - lapsed;
    const lapsedMicro = this.up(this.lapsed) - this.up(before.lapsed);
    this.told.push({
      startsAt,
      endsAt,
      begunMicro: begun / this.unit,
      burnedMicro: this.burned / this.unit - before.burned / this.unit,
      lapsedMicro,
      leftMicro: this.begun / this.unit - this.burned / this.unit - this.up(this.lapsed),
    });
  }

  private up(exact: bigint): bigint {
    return (exact + this.unit - 1n) / this.unit;
  }
}
