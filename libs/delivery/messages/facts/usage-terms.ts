import { KINDS } from '#libs/kernel/index.js';
import type { ChargeComponent, NetAllocation, StoredTariffPin } from '#libs/ledger/contract.js';
import { count, id, list, micro, object, oneOf, text } from '../shape.js';
import { decimal, term } from '../term.js';

/** What names a usage for ever (rule 4). */
export const USAGE_KEY = { source: text('Of the usage key.'), id: text('Of the usage key.') };

interface Charged {
  readonly tariffs: readonly StoredTariffPin[];
  readonly components: readonly ChargeComponent[];
}

/** The rates are not shown: tariff and version name them. */
export const COMPONENTS = term(
  list(
    object({
      kind: oneOf(KINDS, 'What was counted.'),
      quantity: count('How much of it.'),
      amountMicro: micro('Charged for it.'),
      tariff: object({ book: text('Of the catalogue.'), version: count('Of the book.') }, 'What priced it.'),
    }),
    'What it is made of.',
  ),
  ({ tariffs, components }: Charged) =>
    components.map(({ kind, quantity, amountMicro, tariff }) => ({
      kind,
      quantity,
      amountMicro: decimal(amountMicro),
      tariff: pinOf(tariffs, tariff),
    })),
);

function pinOf(tariffs: readonly StoredTariffPin[], ordinal: number): { book: string; version: number } {
  const { book, version } = tariffs[ordinal]!;
  return { book, version };
}

/** Who bears the total: grants in the order they were drawn on, and what no grant paid. */
export const BORNE_BY = {
  grants: list(object({ grant: id('Id of the grant.'), amountMicro: micro('It paid.') }), 'Grants that paid.'),
  overageMicro: micro('No grant paid it (rule 21).'),
};

export function borneBy(allocations: readonly NetAllocation[]) {
  const grants = new Map<string, bigint>();
  let overage = 0n;
  for (const { grant, amountMicro } of allocations) {
    if (grant === null) overage += amountMicro;
    else grants.set(grant, (grants.get(grant) ?? 0n) + amountMicro);
  }
  return {
    grants: [...grants].map(([grant, amount]) => ({ grant, amountMicro: decimal(amount) })),
    overageMicro: decimal(overage),
  };
}

/** What the event leaves behind: whoever counts along can check itself. */
export const LEFT = {
  remainingAfterMicro: micro('Over all grants of the account, held and lapsing credits included.'),
  overageAfterMicro: micro('Open overage of the account.'),
};
