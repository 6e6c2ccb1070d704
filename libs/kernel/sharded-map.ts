const SHARD_SIZE = 32;

/**
 * A map that is never changed: `with` and `without` give a new one and share all but one small part with the old, so
 * that a state with 10,000 members or holds costs about the same to follow as one with two.
 */
export class ShardedMap<Value> implements Iterable<readonly [string, Value]> {
  private constructor(
    private readonly shards: readonly ReadonlyMap<string, Value>[],
    readonly size: number,
  ) {}

  static of<Value>(entries: Iterable<readonly [string, Value]> = []): ShardedMap<Value> {
    const all = new Map(entries);
    return new ShardedMap(spread(all, shardsFor(all.size)), all.size);
  }

  get(key: string): Value | undefined {
    return this.shards[this.shardOf(key)]?.get(key);
  }

  has(key: string): boolean {
    return this.shards[this.shardOf(key)]?.has(key) ?? false;
  }

  with(key: string, value: Value): ShardedMap<Value> {
    const at = this.shardOf(key);
    const shard = new Map(this.shards[at]);
    const size = shard.has(key) ? this.size : this.size + 1;
    shard.set(key, value);
    if (shardsFor(size) > this.shards.length) return ShardedMap.of([...this, [key, value]]);
    return new ShardedMap(this.shards.with(at, shard), size);
  }

  without(key: string): ShardedMap<Value> {
    if (!this.has(key)) return this;
    const at = this.shardOf(key);
    const shard = new Map(this.shards[at]);
    shard.delete(key);
    return new ShardedMap(this.shards.with(at, shard), this.size - 1);
  }

  *[Symbol.iterator](): Iterator<readonly [string, Value]> {
    for (const shard of this.shards) yield* shard;
  }

  *values(): Generator<Value> {
    for (const shard of this.shards) yield* shard.values();
  }

  private shardOf(key: string): number {
    return this.shards.length === 1 ? 0 : hash(key) % this.shards.length;
  }
}

/** 1, 16, 256 … : a power of 16, so that growing is rare. */
function shardsFor(size: number): number {
  let shards = 1;
  while (size > shards * SHARD_SIZE) shards *= 16;
  return shards;
}

function spread<Value>(all: ReadonlyMap<string, Value>, count: number): readonly ReadonlyMap<string, Value>[] {
  if (count === 1) return [all];
  const shards = Array.from({ length: count }, () => new Map<string, Value>());
  for (const [key, value] of all) shards[hash(key) % count]?.set(key, value);
  return shards;
}

/** FNV-1a, 32 bits: spreads ids evenly; nobody gains by making them collide but a slower account of their own. */
function hash(key: string): number {
  let hashed = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hashed = Math.imul(hashed ^ key.charCodeAt(at), 0x01000193);
  return hashed >>> 0;
}
