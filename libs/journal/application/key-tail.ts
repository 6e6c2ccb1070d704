import type { Fingerprint } from '#libs/kernel/index.js';
import type { KeyUse, PriorUse, Revision, StreamName } from '../contract.js';
import { FULL_COVERAGE } from '../ports/key-index.port.js';

/**
 * The keys this process knows of that the index did not cover when last asked (the key rule, DESIGN of the journal:
 * index up to c, tail over (c, r], append only at r). Trimmed only up to observed coverage.
 */
export class KeyTail {
  private readonly uses = new Map<Fingerprint, PriorUse>();
  private readonly byStream = new Map<StreamName, { key: Fingerprint; revision: Revision }[]>();

  /** Always, where the index is written with the records. */
  isEmpty(): boolean {
    return this.uses.size === 0;
  }

  get(key: Fingerprint): PriorUse | undefined {
    return this.uses.get(key);
  }

  add(stream: StreamName, revision: Revision, keys: readonly KeyUse[], coverage: Revision): void {
    if (coverage >= revision || keys.length === 0) return;
    const held = this.byStream.get(stream) ?? [];
    for (const { key, content } of keys) {
      this.uses.set(key, { stream, revision, content });
      held.push({ key, revision });
    }
    this.byStream.set(stream, held);
  }

  trim(stream: StreamName, coverage: Revision): void {
    const held = this.byStream.get(stream);
    if (held === undefined) return;
    const kept = held.filter(({ revision }) => revision > coverage);
    for (const { key, revision } of held) if (revision <= coverage) this.uses.delete(key);
    if (kept.length === 0) this.byStream.delete(stream);
    else this.byStream.set(stream, kept);
  }

  forget(stream: StreamName): void {
    this.trim(stream, FULL_COVERAGE);
  }
}
