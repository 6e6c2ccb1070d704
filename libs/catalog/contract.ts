export type { TariffPublished } from './domain/events.js';
export type { FoundRate } from './domain/price-list.js';
export { findPromotion } from './domain/promotions.js';
export type { PromotedUse, RankedPromotion } from './domain/promotions.js';
export { findRate, tariffInForce } from './domain/state.js';
export type { RateQuery, TariffBook } from './domain/state.js';
export { TARIFF_MODES } from './domain/terms.js';
export type { ModelFamily, Promotion, Rate, Tariff, TariffMode } from './domain/terms.js';
