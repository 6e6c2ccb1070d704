import { KINDS, totalMicro } from '#libs/kernel/index.js';
import type { Kind } from '#libs/kernel/index.js';
import type { TrialLine, TrialReport } from '#libs/catalog/index.js';
import type { UsageCharged } from '#libs/ledger/index.js';
import type { Rating } from '#libs/rating/index.js';

/** Sums over many accounts, so in bigint without a bound (rule 1). */
export class TrialSums {
  private readonly lines = new Map<string, TrialLine>();
  private notPriced: TrialReport['notPriced'] = { usages: 0, chargedMicro: 0n, first: null };
  private usages = 0;

  add({ data }: UsageCharged, rating: Rating): void {
    if (rating.type !== 'rated') return this.leaveOut(data);
    this.usages += 1;
    for (const [at, { kind, quantity, amountMicro }] of data.components.entries()) {
      const draftMicro = rating.rated.components[at]?.amountMicro ?? 0n;
      this.addLine(data.usage.model, kind, { quantity: BigInt(quantity), chargedMicro: amountMicro, draftMicro });
    }
  }

  report(margins: TrialReport['margins']): TrialReport {
    const lines = [...this.lines.values()].sort(compareLines);
    return {
      usages: this.usages,
      chargedMicro: totalMicro(lines.map(({ chargedMicro }) => chargedMicro)),
      draftMicro: totalMicro(lines.map(({ draftMicro }) => draftMicro)),
      lines,
      margins,
      notPriced: this.notPriced,
    };
  }

  private leaveOut({ usage: { model, tier }, components, totalMicro: charged }: UsageCharged['data']): void {
    const { usages, chargedMicro, first } = this.notPriced;
    const quantities = components.map(({ kind, quantity }) => ({ kind, quantity }));
    this.notPriced = {
      usages: usages + 1,
      chargedMicro: chargedMicro + charged,
      first: first ?? { model, tier, quantities },
    };
  }

  private addLine(model: string, kind: Kind, more: Omit<TrialLine, 'model' | 'kind'>): void {
    const place = `${kind} ${model}`;
    const before = this.lines.get(place) ?? { quantity: 0n, chargedMicro: 0n, draftMicro: 0n };
    this.lines.set(place, {
      model,
      kind,
      quantity: before.quantity + more.quantity,
      chargedMicro: before.chargedMicro + more.chargedMicro,
      draftMicro: before.draftMicro + more.draftMicro,
    });
  }
}

function compareLines(left: TrialLine, right: TrialLine): number {
  if (left.model !== right.model) return left.model < right.model ? -1 : 1;
  return KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind);
}
