const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** How long a feed waits after its n-th failure in a row, the first being 1. */
export type Delay = (failures: number) => number;

/** 1 s, 2 s, 4 s … 60 s, of which a random half is left out: feeds that failed together do not come back together. */
export const backOffWithJitter: Delay = (failures) => {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return whole * (1 - Math.random() / 2);
};
