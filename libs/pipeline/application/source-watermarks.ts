import type { Instant } from '#libs/kernel/index.js';
import type { SourceName } from '#libs/journal/ports/intake-facts.js';
import type { BacklogMarks } from '../contract.js';

/** HTTP and files have no backlog and do not register: who sends by them is there, or has nothing to say. */
export class SourceWatermarks implements BacklogMarks {
  private readonly marks = new Map<SourceName, Instant>();

  register(source: SourceName): void {
    if (!this.marks.has(source)) this.marks.set(source, -Infinity);
  }

  advance(source: SourceName, readUpTo: Instant): void {
    const before = this.marks.get(source);
    if (before !== undefined && readUpTo > before) this.marks.set(source, readUpTo);
  }

  forget(source: SourceName): void {
    this.marks.delete(source);
  }

  /**
   * Every registered source has been read up to here; `Infinity` where there is none. A record of a source knows how far
   * its own has been read, and leaves it out.
   */
  readUpTo(except?: SourceName): Instant {
    let earliest = Infinity;
    for (const [source, mark] of this.marks) if (source !== except && mark < earliest) earliest = mark;
    return earliest;
  }
}
