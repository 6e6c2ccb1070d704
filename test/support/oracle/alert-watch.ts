import { sum } from './arithmetic.js';
import type { BookedGrant } from './booked.js';
import type { AccountBody } from './vocabulary.js';

export interface FiredAlert {
  kind: 'percent' | 'floor';
  /** Percent of the base used, or micro-credits remaining. */
  threshold: bigint;
}

interface Threshold {
  kind: 'percent' | 'floor';
  value: bigint;
  met: boolean;
}

interface Figures {
  watched: 'unscoped' | 'all';
  base: bigint;
  remaining: bigint;
}

/** A grant as the watch sees it. */
interface WatchedGrant {
  grant: BookedGrant;
  /** What it adds to the base B: what remained at the period's start, or its amount if granted since. */
  base: bigint;
  /** Once expired, what was left is in neither figure, and a late usage that draws on it moves neither. */
  isLapsed: boolean;
}

const CLEARED_BELOW = 5n;

/** Rule 35, told event by event. Kept apart from the account so that it reads like the rule. */
export class AlertWatch {
  private thresholds: Threshold[];
  private readonly grants: WatchedGrant[] = [];
  private period = -1;
  private before: Figures;

  constructor(rules: AccountBody['alertRules']) {
    this.thresholds = thresholdsOf(rules);
    this.before = this.figures();
    this.startGeneration();
  }

  granted(grant: BookedGrant, raisesBase: boolean, at: number): FiredAlert[] {
    this.lapse(at);
    if (at < grant.expiresAt) {
      this.grants.push({ grant, base: raisesBase ? grant.amountMicro : 0n, isLapsed: false });
    }
    return this.evaluate();
  }

  /** A new period starts with what remains; a late usage does not go back to an old one. */
  periodReached(period: number, at: number): FiredAlert[] {
    this.lapse(at);
    if (period <= this.period) return [];
    this.period = period;
    for (const watched of this.grants) watched.base = watched.isLapsed ? 0n : watched.grant.remainingMicro;
    this.startGeneration();
    return [];
  }

  used(at: number): FiredAlert[] {
    this.lapse(at);
    return this.evaluate();
  }

  rulesSet(rules: AccountBody['alertRules'], at: number): FiredAlert[] {
    this.lapse(at);
    const known = this.thresholds;
    this.thresholds = thresholdsOf(rules);
    for (const threshold of this.thresholds) {
      const same = known.find((old) => old.kind === threshold.kind && old.value === threshold.value);
      threshold.met = same === undefined ? this.isMet(threshold) : same.met;
    }
    return this.evaluate();
  }

  /** What has expired leaves both figures before anything else is booked. By itself that speaks to nobody. */
  lapse(at: number): void {
    for (const watched of this.grants) {
      if (watched.isLapsed || at < watched.grant.expiresAt) continue;
      const left = watched.grant.remainingMicro;
      watched.base -= left < watched.base ? left : watched.base;
      watched.isLapsed = true;
    }
    this.before = { ...this.figures(), watched: this.before.watched };
  }

  private evaluate(): FiredAlert[] {
    const now = this.figures();
    const rises = now.base > this.before.base || now.watched !== this.before.watched;
    this.before = now;
    if (rises) return this.startGeneration();
    const crossed: Threshold[] = [];
    for (const threshold of this.thresholds) {
      const wasMet = threshold.met;
      threshold.met = this.isMet(threshold);
      if (threshold.met && !wasMet) crossed.push(threshold);
    }
    return [...this.loudest(crossed, 'percent'), ...this.loudest(crossed, 'floor')];
  }

  /** Thresholds already met when a generation starts count as fired, silently. */
  private startGeneration(): FiredAlert[] {
    this.before = this.figures();
    for (const threshold of this.thresholds) {
      threshold.met = false;
      threshold.met = this.isMet(threshold);
    }
    return [];
  }

  /** Over unscoped grants while there is anything in them, otherwise over all. */
  private figures(): Figures {
    const added = (grants: WatchedGrant[]): Omit<Figures, 'watched'> => ({
      base: sum(grants.map((watched) => watched.base)),
      remaining: sum(grants.map((watched) => (watched.isLapsed ? 0n : watched.grant.remainingMicro))),
    });
    const unscoped = added(this.grants.filter(({ grant }) => Object.keys(grant.scope).length === 0));
    const isEmpty = unscoped.base === 0n && unscoped.remaining === 0n;
    return isEmpty ? { watched: 'all', ...added(this.grants) } : { watched: 'unscoped', ...unscoped };
  }

  private isMet(threshold: Threshold): boolean {
    const { base, remaining } = this.figures();
    if (threshold.kind === 'floor') return remaining <= threshold.value;
    if (base === 0n) return false;
    const usedTimes100 = (base - remaining) * 100n;
    if (threshold.met) return usedTimes100 > (threshold.value - CLEARED_BELOW) * base;
    return usedTimes100 >= threshold.value * base;
  }

  /** Only the highest crossed speaks: the largest percent, the lowest floor. */
  private loudest(crossed: Threshold[], kind: Threshold['kind']): FiredAlert[] {
    const values = crossed.filter((threshold) => threshold.kind === kind).map((threshold) => threshold.value);
    const [first, ...others] = values;
    if (first === undefined) return [];
    const isLouder = (value: bigint, best: bigint): boolean => (kind === 'percent' ? value > best : value < best);
    return [{ kind, threshold: others.reduce((best, value) => (isLouder(value, best) ? value : best), first) }];
  }
}

function thresholdsOf(rules: AccountBody['alertRules']): Threshold[] {
  const percents = rules.percents.map((value) => ({ kind: 'percent' as const, value: BigInt(value), met: false }));
  const floors = rules.floorsMicro.map((value) => ({ kind: 'floor' as const, value: BigInt(value), met: false }));
  return [...percents, ...floors];
}
