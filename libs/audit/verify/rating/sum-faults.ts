import type { ChargeComponent, NetAllocation } from '#libs/ledger/contract.js';

interface Debited {
  readonly components: readonly ChargeComponent[];
  readonly allocations: readonly NetAllocation[];
  readonly totalMicro: bigint;
}

/** A debit is the sum of its components, and each of them is paid whole (rules 2, 17). */
export function sumFaults({ components, allocations, totalMicro }: Debited): readonly string[] {
  const total = sumOf(components);
  const unpaid = components.findIndex(
    ({ amountMicro }, at) => sumOf(allocations.filter(({ component }) => component === at)) !== amountMicro,
  );
  return [
    ...(total === totalMicro ? [] : [`its components sum to ${total} micro-credits, not to ${totalMicro}`]),
    ...(unpaid === -1 ? [] : [`who pays for its ${components[unpaid]!.kind} does not add up to its amount`]),
  ];
}

function sumOf(amounts: readonly { readonly amountMicro: bigint }[]): bigint {
  return amounts.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
}
