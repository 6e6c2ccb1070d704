import { KINDS, type Kind, type MemberId } from '#libs/kernel/index.js';
import type { SeriesDimension, SeriesGroup, SeriesSums } from './usage-series-view.js';
import type { UsageHourRow } from './usage-hour-rows.js';

interface Growing {
  readonly member: MemberId | null;
  readonly model: string;
  readonly kind: Kind | null;
  calls: number;
  quantity: bigint;
  creditsMicro: bigint;
}

/** Adds up hours, split by some dimensions or by none. */
export class UsageSum {
  private calls = 0;
  private creditsMicro = 0n;
  private readonly groups = new Map<string, Growing>();

  constructor(private readonly by: readonly SeriesDimension[]) {}

  get size(): number {
    return this.groups.size;
  }

  add({ member, model, calls, kinds }: UsageHourRow): void {
    const byKind = this.by.includes('kind');
    this.calls += calls;
    if (!byKind) this.group(member, model, null).calls += calls;
    for (const { kind, quantity, creditsMicro } of kinds) {
      this.creditsMicro += creditsMicro;
      const group = this.group(member, model, byKind ? kind : null);
      group.quantity += quantity;
      group.creditsMicro += creditsMicro;
    }
  }

  /** A correction may have left nothing of a group: it is not shown. */
  sums(): SeriesSums {
    const used = [...this.groups.values()].filter(isUsed).sort(inOrder);
    return { calls: this.calls, creditsMicro: this.creditsMicro, groups: used.map((group) => this.shown(group)) };
  }

  private group(member: MemberId | null, model: string, kind: Kind | null): Growing {
    const ofMember = this.by.includes('member') ? member : null;
    const ofModel = this.by.includes('model') ? model : '';
    const key = `${ofMember ?? ''}/${kind ?? ''}/${ofModel}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const group = { member: ofMember, model: ofModel, kind, calls: 0, quantity: 0n, creditsMicro: 0n };
    this.groups.set(key, group);
    return group;
  }

  private shown({ member, model, kind, calls, quantity, creditsMicro }: Growing): SeriesGroup {
    return {
      ...(this.by.includes('member') && { member }),
      ...(this.by.includes('model') && { model }),
      ...(kind !== null && { kind }),
      calls: kind === null ? calls : null,
      quantity: kind === null ? null : quantity,
      creditsMicro,
    };
  }
}

function isUsed({ calls, quantity, creditsMicro }: Growing): boolean {
  return calls !== 0 || quantity !== 0n || creditsMicro !== 0n;
}

/** By member, those without first; by model; by kind in canonical order. */
function inOrder(left: Growing, right: Growing): number {
  return (
    compare(left.member ?? '', right.member ?? '') ||
    compare(left.model, right.model) ||
    placeOf(left.kind) - placeOf(right.kind)
  );
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function placeOf(kind: Kind | null): number {
  return kind === null ? -1 : KINDS.indexOf(kind);
}
