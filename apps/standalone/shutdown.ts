/** Steps to undo a start, last started first; each is run even if one before it failed. */
export class Shutdown {
  private readonly steps: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  private closing: Promise<void> | undefined;

  /** To be run before every step that was added earlier. */
  add(name: string, run: () => Promise<void>): void {
    this.steps.unshift({ name, run });
  }

  /**
   * Runs the steps once, however often it is called.
   * @throws AggregateError with the faults of all steps that failed
   */
  run(): Promise<void> {
    return (this.closing ??= this.runSteps());
  }

  private async runSteps(): Promise<void> {
    const faults: Error[] = [];
    for (const { name, run } of this.steps) {
      try {
        await run();
      } catch (cause) {
        faults.push(new Error(`could not stop ${name}`, { cause }));
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, faults.map(({ message }) => message).join('; '));
  }
}
