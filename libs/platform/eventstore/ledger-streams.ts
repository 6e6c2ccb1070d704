import { invariant } from '#libs/kernel/index.js';
import type { StreamName } from '#libs/journal/contract.js';

/** Which streams of the database are the ledger's: those of its categories. Others live beside them unseen. */
export class LedgerStreams {
  readonly prefixes: string[];
  private readonly categories: ReadonlySet<string>;

  constructor(categories: readonly string[]) {
    this.categories = new Set(categories);
    this.prefixes = categories.map((category) => `${category}-`);
  }

  has(stream: StreamName): boolean {
    return this.categories.has(stream.slice(0, Math.max(0, stream.indexOf('-'))));
  }

  /** A record that no reader would find must not be written. */
  mustHave(stream: StreamName): void {
    invariant(this.has(stream), `the category of stream ${stream} is not one of the ledger's`);
  }
}
