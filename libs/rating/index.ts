export type * from './contract.js';
export { rate } from './domain/rate.js';
export type { RatableUsage } from './domain/rate.js';
