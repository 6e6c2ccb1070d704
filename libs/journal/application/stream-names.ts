import { streamName, type StreamName } from '../contract.js';

/** Names held; beyond, all are let go and made again as they are needed. */
const NAMES_MAX = 200_000;

/**
 * One string per stream. A name that is put together anew must be hashed anew for every look-up it is used in; the same
 * string is hashed once. A cache, never an answer of its own.
 */
export class StreamNames {
  private readonly byCategory = new Map<string, Map<string, StreamName>>();
  private held = 0;
  /** A decision asks for the same stream several times in a row. */
  private last = { category: '', id: '', name: '' };

  of(category: string, id: string): StreamName {
    if (id === this.last.id && category === this.last.category) return this.last.name;
    const names = this.byCategory.get(category) ?? this.open(category);
    const name = names.get(id) ?? this.hold(names, category, id);
    this.last = { category, id, name };
    return name;
  }

  private open(category: string): Map<string, StreamName> {
    const names = new Map<string, StreamName>();
    this.byCategory.set(category, names);
    return names;
  }

  private hold(names: Map<string, StreamName>, category: string, id: string): StreamName {
    if (this.held >= NAMES_MAX) {
      for (const held of this.byCategory.values()) held.clear();
      this.held = 0;
    }
    const name = streamName(category, id);
    names.set(id, name);
    this.held += 1;
    return name;
  }
}
