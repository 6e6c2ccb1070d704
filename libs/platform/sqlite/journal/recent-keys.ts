import { Buffer } from 'node:buffer';
import { ENTRY_BYTES, FINGERPRINT_BYTES, KeyEntry } from './key-entries.js';

/** A power of two, below 2^20. More would make merges rarer, and the commit that merges slower. */
export const RECENT_KEYS_MAX = 131_072;

/** At most half of the slots are taken, so that a chain of neighbours stays short. */
const SLOTS = 2 * RECENT_KEYS_MAX;
const ENTRY_FACTOR = 2 ** 20;

/**
 * Keys of the runs that are not in the index yet: packed entries, found by an open-addressing table over the first 32 bits
 * of the key. Keys are hashes, so those bits are spread evenly. No object per key: nothing for the garbage collector.
 */
export class RecentKeys {
  private readonly packed = Buffer.alloc(RECENT_KEYS_MAX * ENTRY_BYTES);
  /** Entry + 1; 0 is free. */
  private readonly slots = new Int32Array(SLOTS);
  private filled = 0;

  get count(): number {
    return this.filled;
  }

  find(key: Buffer): KeyEntry | undefined {
    const prefix = key.readUInt32BE(0);
    for (let slot = slotOf(prefix); ; slot = next(slot)) {
      const entry = this.slots[slot]! - 1;
      if (entry < 0) return undefined;
      if (this.prefix(entry) === prefix && this.holds(entry, key)) return new KeyEntry(this.packed, entry);
    }
  }

  /** @param packed at most as many keys as there is room for */
  add(packed: Uint8Array): void {
    this.packed.set(packed, this.filled * ENTRY_BYTES);
    const end = this.filled + packed.length / ENTRY_BYTES;
    for (; this.filled < end; this.filled += 1) {
      let slot = slotOf(this.prefix(this.filled));
      while (this.slots[slot] !== 0) slot = next(slot);
      this.slots[slot] = this.filled + 1;
    }
  }

  clear(): void {
    this.slots.fill(0);
    this.filled = 0;
  }

  /** By their first 32 bits: almost in order, and neighbours in the index are neighbours here. */
  *inOrder(): Iterable<KeyEntry> {
    const sorted = new Float64Array(this.filled);
    for (let entry = 0; entry < this.filled; entry += 1) sorted[entry] = this.prefix(entry) * ENTRY_FACTOR + entry;
    sorted.sort();
    for (const value of sorted) yield new KeyEntry(this.packed, value % ENTRY_FACTOR);
  }

  private prefix(entry: number): number {
    return this.packed.readUInt32BE(entry * ENTRY_BYTES);
  }

  private holds(entry: number, key: Buffer): boolean {
    const at = entry * ENTRY_BYTES;
    return this.packed.compare(key, 0, FINGERPRINT_BYTES, at, at + FINGERPRINT_BYTES) === 0;
  }
}

function slotOf(prefix: number): number {
  return prefix & (SLOTS - 1);
}

function next(slot: number): number {
  return (slot + 1) & (SLOTS - 1);
}
