/** Sums the time spent in named parts of one thread, nested parts not counted twice. */
export class Stopwatch {
  private readonly spent = new Map<string, number>();
  private readonly open: { readonly part: string; since: number }[] = [];

  /** Measures a synchronous piece of work. */
  time<Result>(part: string, work: () => Result): Result {
    const outer = this.open.at(-1);
    const started = performance.now();
    if (outer !== undefined) this.add(outer.part, started - outer.since);
    const inner = { part, since: started };
    this.open.push(inner);
    try {
      return work();
    } finally {
      const ended = performance.now();
      this.open.pop();
      this.add(part, ended - inner.since);
      if (outer !== undefined) outer.since = ended;
    }
  }

  /** Milliseconds per part, in order of first use. */
  parts(): ReadonlyMap<string, number> {
    return this.spent;
  }

  reset(): void {
    this.spent.clear();
  }

  private add(part: string, milliseconds: number): void {
    this.spent.set(part, (this.spent.get(part) ?? 0) + milliseconds);
  }
}
