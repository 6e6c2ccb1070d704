import { compare } from '../arithmetic.js';
import { freeOf, type Book, type Grant, type Hold } from './book.js';
import type { Part } from './deeds.js';

export interface Request {
  model: string;
  app: string | null;
  parts: readonly Part[];
  /** The instant at which grants are judged. */
  at: number;
}

/** What pays how much of which component; `grant` null: nothing does. */
export interface Draw {
  component: number;
  grant: string | null;
  held: boolean;
  amountMicro: bigint;
}

function restrictedDimensions({ scope }: Grant): number {
  return [scope.models, scope.kinds, scope.apps].filter((allowed) => allowed !== undefined).length;
}

/** Rule 16. */
export function burnOrder(left: Grant, right: Grant): number {
  return (
    compare(left.priority, right.priority) ||
    compare(left.expiresAt, right.expiresAt) ||
    compare(restrictedDimensions(right), restrictedDimensions(left)) ||
    compare(left.eligibleFrom, right.eligibleFrom) ||
    compare(left.grant, right.grant)
  );
}

export function isEligible(grant: Grant, at: number): boolean {
  return !grant.ended && grant.eligibleFrom <= at && at < grant.expiresAt;
}

function covers({ scope }: Grant, request: Request, kind: string): boolean {
  return (
    (scope.models === undefined || scope.models.includes(request.model)) &&
    (scope.kinds === undefined || scope.kinds.includes(kind)) &&
    (scope.apps === undefined || (request.app !== null && scope.apps.includes(request.app)))
  );
}

/**
 * Component by component: first what is held for it, whatever has expired meanwhile (rules 23, 25), then free credits in
 * burn order. Moves nothing.
 */
export function drawsFor(book: Book, request: Request, hold?: Hold): Draw[] {
  const inBurnOrder = [...book.grants.values()]
    .filter((grant) => freeOf(grant) > 0n && isEligible(grant, request.at))
    .sort(burnOrder);
  const held = (hold?.parts ?? []).map((part) => ({ of: book.grants.get(part.grant)!, left: part.amountMicro }));
  const free = inBurnOrder.map((grant) => ({ of: grant, left: freeOf(grant) }));
  return request.parts.flatMap(({ kind, amountMicro }, component) => {
    const draws: Draw[] = [];
    let due = amountMicro;
    for (const [purses, isHeld] of [[held, true] as const, [free, false] as const]) {
      for (const purse of purses) {
        const paid = purse.left < due ? purse.left : due;
        if (paid === 0n || !covers(purse.of, request, kind)) continue;
        purse.left -= paid;
        due -= paid;
        draws.push({ component, grant: purse.of.grant, held: isHeld, amountMicro: paid });
      }
    }
    if (due > 0n) draws.push({ component, grant: null, held: false, amountMicro: due });
    return draws;
  });
}
