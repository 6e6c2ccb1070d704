/** A grant in the plainest form; `models`, `kinds` and `apps` absent: any. Times and amounts are plain numbers. */
export interface TinyGrant {
  readonly id: string;
  readonly priority: number;
  readonly amount: number;
  readonly from: number;
  readonly until: number;
  readonly models?: readonly string[];
  readonly kinds?: readonly string[];
  readonly apps?: readonly string[];
}

export interface TinyUsage {
  readonly at: number;
  readonly model: string;
  readonly app?: string;
  readonly costs: readonly (readonly [kind: string, amount: number])[];
}

/**
 * Who pays, told a second time for the property tests and sharing no code with the ledger: one credit after the other,
 * each from the grant that no other goes before. Slow and obvious.
 */
export class TinyModel {
  readonly left = new Map<string, number>();
  overage = 0;
  private readonly grants: TinyGrant[] = [];

  grant(grant: TinyGrant): void {
    this.grants.push(grant);
    this.left.set(grant.id, grant.amount);
  }

  /** @returns how much each component took from each payer, `overage` being one of them */
  charge(usage: TinyUsage): readonly (readonly [component: number, payer: string, amount: number])[] {
    const paid: [number, string, number][] = [];
    usage.costs.forEach(([kind, amount], component) => {
      for (let credit = 0; credit < amount; credit += 1) {
        const payer = this.payer(usage, kind);
        if (payer === 'overage') this.overage += 1;
        else this.left.set(payer, this.left.get(payer)! - 1);
        const last = paid.at(-1);
        if (last?.[0] === component && last[1] === payer) last[2] += 1;
        else paid.push([component, payer, 1]);
      }
    });
    return paid;
  }

  private payer(usage: TinyUsage, kind: string): string {
    const able = this.grants.filter((grant) => this.left.get(grant.id)! > 0 && allows(grant, usage, kind));
    const first = able.find((grant) => able.every((other) => other === grant || goesBefore(grant, other)));
    return first?.id ?? 'overage';
  }
}

function allows({ from, until, models, kinds, apps }: TinyGrant, { at, model, app }: TinyUsage, kind: string): boolean {
  const isInTime = from <= at && at < until;
  const isInScope = (models?.includes(model) ?? true) && (kinds?.includes(kind) ?? true);
  return isInTime && isInScope && (apps === undefined || (app !== undefined && apps.includes(app)));
}

/** Rule 16, read line by line. */
function goesBefore(one: TinyGrant, other: TinyGrant): boolean {
  const narrowness = ({ models, kinds, apps }: TinyGrant) =>
    [models, kinds, apps].filter((names) => names !== undefined).length;
  if (one.priority !== other.priority) return one.priority < other.priority;
  if (one.until !== other.until) return one.until < other.until;
  if (narrowness(one) !== narrowness(other)) return narrowness(one) > narrowness(other);
  if (one.from !== other.from) return one.from < other.from;
  return one.id < other.id;
}
