import type { PublishTariff } from '#libs/catalog/index.js';
import type { Kind } from '#libs/kernel/index.js';
import type { ToldUsage } from '../support/oracle/index.js';
import { amount } from './product-terms.js';

const KINDS: readonly Kind[] = ['input', 'cache_read', 'output', 'reasoning', 'request'];
const MODELS = ['large', 'small', 'tiny'];

/** One micro-credit for one of anything: so a quantity is a price, and the oracle need not rate. */
export function tariffForMicros(book: string): PublishTariff {
  return {
    type: 'PublishTariff',
    book,
    mode: 'full',
    effectiveFrom: 0,
    families: [],
    rates: MODELS.flatMap((target) =>
      KINDS.map((kind) => ({ target, kind, tier: 'standard' as const, creditsMicro: amount(1n), per: 1 })),
    ),
    promotions: [],
  };
}

/** A usage as a gateway tells it. */
export function usageEvent(usage: ToldUsage): unknown {
  const { source, id, occurredAt, parts, ...data } = usage;
  return {
    specversion: '1.0',
    type: 'tokenledger.usage.v1',
    source,
    id,
    time: new Date(occurredAt).toISOString(),
    data: {
      ...data,
      provider: 'provider',
      quantities: Object.fromEntries(parts.map(({ kind, amountMicro }) => [kind, Number(amountMicro)])),
    },
  };
}
