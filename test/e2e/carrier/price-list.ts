/** What the carrier of this test sells, in round figures. Credits are whole, money is in fen. */
export const PLANS = {
  small: { fee: 2_000, allowance: 100_000 },
  large: { fee: 5_000, allowance: 400_000 },
} as const;
export type Plan = keyof typeof PLANS;

export const TOP_UP = { price: 1_000, credits: 50_000 } as const;

/** Credits a token, and what the supplier is paid for a million of them, in fen. */
export const MODELS = {
  'alpha-1': { provider: 'alpha', credits: { input: 1, output: 2 }, cost: { input: 4, output: 9 } },
  'beta-1': { provider: 'beta', credits: { input: 2, output: 5 }, cost: { input: 11, output: 23 } },
} as const;
export type Model = keyof typeof MODELS;

export const POLICIES = {
  block: { type: 'block' },
  limit: { type: 'limit', credits: 20_000 },
  /** One fen for a thousand credits, up to a cap. */
  invoice: { type: 'invoice', credits: 30_000 },
} as const;
export type Policy = keyof typeof POLICIES;

export const THRESHOLDS = [100, 80, 50] as const;

/** The app of a partner, who is paid a share of what its users use. */
export const PARTNER = { partner: 'helper', app: 'helper-app', share: { numerator: 3, denominator: 10 } } as const;
/** List price of credits in the partner's contract: fen for so many. */
export const LIST_PRICE = { fen: 1, credits: 400 } as const;
