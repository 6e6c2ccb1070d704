/** Runs pieces of work one after the other. One that fails tells who asked for it, and holds up none that follow. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything asked for so far has ended, well or not. */
  async settled(): Promise<void> {
    await this.last;
  }
}
