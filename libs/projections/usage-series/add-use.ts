import type { ChargeComponent, UsageCorrected } from '#libs/ledger/contract.js';
import type { KindUse, UsageHourKey, UsageHourRow } from './usage-hour-rows.js';

export function addCall(
  key: UsageHourKey,
  row: UsageHourRow | undefined,
  components: readonly ChargeComponent[],
): UsageHourRow {
  return { ...key, calls: (row?.calls ?? 0) + 1, kinds: addKinds(row?.kinds ?? [], components, 1n) };
}

/** What holds now takes the place of what held before (rule 27). A reversal has nothing left, so the call goes too. */
export function correctCall(
  key: UsageHourKey,
  row: UsageHourRow | undefined,
  { replaced, components }: Pick<UsageCorrected['data'], 'replaced' | 'components'>,
): UsageHourRow {
  const calls = (row?.calls ?? 0) + counted(components) - counted(replaced.components);
  const without = addKinds(row?.kinds ?? [], replaced.components, -1n);
  return { ...key, calls, kinds: addKinds(without, components, 1n) };
}

function counted(components: readonly ChargeComponent[]): number {
  return components.length > 0 ? 1 : 0;
}

function addKinds(
  kinds: readonly KindUse[],
  components: readonly ChargeComponent[],
  sign: 1n | -1n,
): readonly KindUse[] {
  const next = [...kinds];
  for (const { kind, quantity, amountMicro } of components) {
    const at = next.findIndex((other) => other.kind === kind);
    const { quantity: before, creditsMicro } = next[at] ?? { quantity: 0n, creditsMicro: 0n };
    const after = {
      kind,
      quantity: before + sign * BigInt(quantity),
      creditsMicro: creditsMicro + sign * amountMicro,
    };
    if (at < 0) next.push(after);
    else next[at] = after;
  }
  return next;
}
