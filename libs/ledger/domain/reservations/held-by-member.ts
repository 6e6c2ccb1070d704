import { invariant, totalMicro } from '#libs/kernel/index.js';
import type { ShardedMap } from '#libs/kernel/index.js';
import type { Hold } from '../state.js';

/** What open reservations hold by member, changed by so much; who holds nothing is not in it. */
export function changeHeldBy(held: ShardedMap<bigint>, member: string | null, change: bigint): ShardedMap<bigint> {
  if (member === null || change === 0n) return held;
  const after = (held.get(member) ?? 0n) + change;
  invariant(after >= 0n, 'nobody holds less than nothing');
  return after === 0n ? held.without(member) : held.with(member, after);
}

/** Parts and headroom of one reservation. */
export function heldMicro({ parts, headroomMicro }: Pick<Hold, 'parts' | 'headroomMicro'>): bigint {
  return totalMicro(parts.map(({ amountMicro }) => amountMicro)) + headroomMicro;
}
