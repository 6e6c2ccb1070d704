import { addCredits, invariant, ZERO_CREDITS, type Credits } from '#libs/kernel/index.js';
import type { CorrectUsage, UsageFacts } from '../commands.js';
import type { ChargeComponent, NetAllocation, StoredTariffPin } from '../events.js';

/** The whole price of a usage. */
export interface Price {
  readonly tariffs: readonly StoredTariffPin[];
  readonly components: readonly ChargeComponent[];
}

/** A reversal has no components left (rule 27). */
const NOTHING: Price = { tariffs: [], components: [] };

/** Who bears the usage now, all corrections taken in. */
export function netAllocations({ charged, last }: UsageFacts): readonly NetAllocation[] {
  const allocations: readonly NetAllocation[] = last?.allocations ?? charged.allocations;
  return allocations.map(({ component, grant, overage, amountMicro }) => ({ component, grant, overage, amountMicro }));
}

export function netTotal({ charged, last }: UsageFacts): Credits {
  return (last ?? charged).totalMicro;
}

export function netPrice({ charged, last }: UsageFacts): Price {
  const { tariffs, components } = last ?? charged;
  return { tariffs, components };
}

export function newPrice({ rerated = NOTHING }: CorrectUsage, { charged }: UsageFacts): Price {
  const counted = charged.components;
  const isWhole = rerated.components.every(({ kind }, at) => kind === counted[at]?.kind);
  invariant(
    isWhole && [0, counted.length].includes(rerated.components.length),
    'a usage is priced again as it counted',
  );
  return rerated;
}

/** What the allocations of each component sum to, in the order of the debit's components. */
export function amountsByComponent(allocations: readonly NetAllocation[], components: number): readonly Credits[] {
  const amounts = new Array<Credits>(components).fill(ZERO_CREDITS);
  for (const { component, amountMicro } of allocations) {
    amounts[component] = addCredits(amounts[component] ?? ZERO_CREDITS, amountMicro);
  }
  return amounts;
}
