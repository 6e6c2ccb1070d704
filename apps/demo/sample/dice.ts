/** Chance from a seed (mulberry32), so that the same seed tells the same story. */
export class Dice {
  constructor(private state: number) {}

  /** 0 ≤ fraction < 1 */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(share: number): boolean {
    return this.fraction() < share;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** Mostly small, sometimes large, as token counts are: `typical` is the median, about one in fifty exceeds tenfold. */
  around(typical: number): number {
    const bell = this.fraction() + this.fraction() + this.fraction() + this.fraction() - 2;
    return Math.max(1, Math.round(typical * 10 ** (bell * 0.85)));
  }

  pick<Choice>(choices: readonly [Choice, ...Choice[]]): Choice {
    return choices[this.between(0, choices.length - 1)] ?? choices[0];
  }
}

/** Picks by weight; heavier choices come up more often. */
export class Weighted<Choice> {
  private readonly bounds: readonly number[];
  private readonly total: number;

  constructor(
    private readonly choices: readonly Choice[],
    weightOf: (choice: Choice, rank: number) => number,
  ) {
    let sum = 0;
    this.bounds = choices.map((choice, rank) => (sum += weightOf(choice, rank)));
    this.total = sum;
  }

  pick(dice: Dice): Choice {
    const at = dice.fraction() * this.total;
    let low = 0;
    let high = this.bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.bounds[middle] ?? Infinity) > at) high = middle;
      else low = middle + 1;
    }
    return this.choices[low] as Choice;
  }
}
