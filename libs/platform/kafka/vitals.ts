/** What readiness is told: when the consumer last gave a sign of life, and what is wrong with which part of it. */
export class Vitals {
  private lastSignAt = performance.now();
  private readonly troubles = new Map<string, string>();

  constructor(private readonly silenceLimitMs: number) {}

  /** A heartbeat the group answered, a join, or a batch taken in. */
  sign(): void {
    this.lastSignAt = performance.now();
  }

  trouble(part: string, reason: string): void {
    this.troubles.set(part, reason);
  }

  recovered(part: string): void {
    this.troubles.delete(part);
  }

  recoveredAll(): void {
    this.troubles.clear();
  }

  silentMs(): number {
    return performance.now() - this.lastSignAt;
  }

  /** In words; `undefined` while all is well. */
  problem(): string | undefined {
    for (const [part, reason] of this.troubles) return `${part}: ${reason}`;
    const silent = this.silentMs();
    return silent > this.silenceLimitMs ? `no sign of life from the consumer for ${Math.round(silent)} ms` : undefined;
  }
}
