import type { Kind } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { ChargeComponent } from '#libs/ledger/contract.js';

/** Sums of one kind: beyond int64 where an account uses more than it ever holds. */
export interface KindSums {
  readonly kind: Kind;
  readonly quantity: bigint;
  readonly creditsMicro: bigint;
  readonly events: number;
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
}

/** What a correction adds to one kind; negative where it takes away. */
export interface UsageDelta {
  readonly kind: Kind;
  readonly quantity: bigint;
  readonly creditsMicro: bigint;
}

/** Adds one event's components, which are of different kinds (rule 17). */
export function addComponents(
  sums: readonly KindSums[],
  components: readonly ChargeComponent[],
  revision: Revision,
): readonly KindSums[] {
  const next = [...sums];
  for (const component of components) {
    const index = next.findIndex(({ kind }) => kind === component.kind);
    if (index < 0) next.push(firstOf(component, revision));
    else next[index] = addTo(next[index]!, component, revision);
  }
  return next;
}

/** Adds what a correction changes. */
export function addDeltas(
  sums: readonly KindSums[],
  deltas: readonly UsageDelta[],
  revision: Revision,
): readonly KindSums[] {
  const next = [...sums];
  for (const { kind, quantity, creditsMicro } of deltas) {
    const index = next.findIndex((other) => other.kind === kind);
    const before = next[index] ?? { kind, quantity: 0n, creditsMicro: 0n, events: 0, firstRevision: revision };
    const after = {
      kind,
      quantity: before.quantity + quantity,
      creditsMicro: before.creditsMicro + creditsMicro,
      events: before.events + 1,
      firstRevision: before.firstRevision,
      lastRevision: revision,
    };
    if (index < 0) next.push(after);
    else next[index] = after;
  }
  return next;
}

function firstOf({ kind, quantity, amountMicro }: ChargeComponent, revision: Revision): KindSums {
  return {
    kind,
    quantity: BigInt(quantity),
    creditsMicro: amountMicro,
    events: 1,
    firstRevision: revision,
    lastRevision: revision,
  };
}

function addTo(sums: KindSums, { quantity, amountMicro }: ChargeComponent, revision: Revision): KindSums {
  return {
    kind: sums.kind,
    quantity: sums.quantity + BigInt(quantity),
    creditsMicro: sums.creditsMicro + amountMicro,
    events: sums.events + 1,
    firstRevision: sums.firstRevision,
    lastRevision: revision,
  };
}

type SumsText = readonly [Kind, quantity: string, credits: string, events: number, first: number, last: number];

/** Compact JSON, sums as decimal strings; by hand, since it is the row written most. */
export function encodeSums(sums: readonly KindSums[]): string {
  const parts = sums.map(
    ({ kind, quantity, creditsMicro, events, firstRevision, lastRevision }) =>
      `["${kind}","${quantity}","${creditsMicro}",${events},${firstRevision},${lastRevision}]`,
  );
  return `[${parts.join()}]`;
}

export function decodeSums(json: string): readonly KindSums[] {
  return (JSON.parse(json) as readonly SumsText[]).map(
    ([kind, quantity, creditsMicro, events, firstRevision, lastRevision]) => ({
      kind,
      quantity: BigInt(quantity),
      creditsMicro: BigInt(creditsMicro),
      events,
      firstRevision,
      lastRevision,
    }),
  );
}
