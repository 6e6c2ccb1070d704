const CLEARED_BELOW = 5n;

interface Watched {
  limit: bigint | null;
  /** In this period. */
  used: bigint;
  /** Percents that count as fired, and whether anybody was told. */
  met: Map<bigint, boolean>;
}

/**
 * Members of one account as rule 35 has it for accounts, told deed by deed: the limit is the base. Says what is told,
 * `+ann 80`, and what is over, `-ann 80`.
 */
export class MemberAlertWatch {
  private readonly members = new Map<string, Watched>();

  constructor(private percents: bigint[]) {}

  /** Added, or with another limit; `null`: none. */
  limited(member: string, limit: bigint | null): string[] {
    const watched = this.of(member);
    const before = watched.limit ?? 0n;
    const rises = limit !== null && limit > 0n && limit > before;
    watched.limit = limit;
    return this.evaluate(member, rises ? 'generation' : 'movement');
  }

  left(member: string): string[] {
    return this.limited(member, null);
  }

  used(member: string, amount: bigint): string[] {
    this.of(member).used += amount;
    return this.evaluate(member, 'movement');
  }

  rulesSet(percents: bigint[]): string[] {
    const known = this.percents;
    this.percents = percents;
    const said: string[] = [];
    for (const [member, watched] of this.members) {
      for (const percent of known.filter((one) => !percents.includes(one))) said.push(...this.over(member, percent));
      const fresh = percents.filter((percent) => !watched.met.has(percent) && this.isCrossed(watched, percent));
      for (const percent of fresh) watched.met.set(percent, false);
    }
    return said;
  }

  periodReached(): string[] {
    return [...this.members].flatMap(([member, watched]) => {
      watched.used = 0n;
      return this.evaluate(member, 'generation');
    });
  }

  private evaluate(member: string, occasion: 'movement' | 'generation'): string[] {
    const watched = this.of(member);
    const said: string[] = [];
    for (const percent of [...watched.met.keys()]) {
      if (!this.stays(watched, percent, occasion)) said.push(...this.over(member, percent));
    }
    const highest = this.percents.filter((percent) => this.isCrossed(watched, percent)).sort(descending)[0];
    for (const percent of this.percents) {
      if (watched.met.has(percent) || !this.isCrossed(watched, percent)) continue;
      const isTold = occasion === 'movement' && percent === highest;
      watched.met.set(percent, isTold);
      if (isTold) said.push(`+${member} ${percent}`);
    }
    return said;
  }

  private over(member: string, percent: bigint): string[] {
    const { met } = this.of(member);
    const wasTold = met.get(percent) === true;
    met.delete(percent);
    return wasTold ? [`-${member} ${percent}`] : [];
  }

  private stays(watched: Watched, percent: bigint, occasion: 'movement' | 'generation'): boolean {
    if (occasion === 'generation') return this.isCrossed(watched, percent);
    const { limit, used } = watched;
    return limit !== null && limit > 0n && used * 100n > (percent - CLEARED_BELOW) * limit;
  }

  private isCrossed({ limit, used }: Watched, percent: bigint): boolean {
    return limit !== null && limit > 0n && used * 100n >= percent * limit;
  }

  private of(member: string): Watched {
    const known = this.members.get(member);
    if (known !== undefined) return known;
    const watched: Watched = { limit: null, used: 0n, met: new Map() };
    this.members.set(member, watched);
    return watched;
  }
}

function descending(left: bigint, right: bigint): number {
  return left < right ? 1 : -1;
}
