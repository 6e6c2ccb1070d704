export type { TariffPublished } from './domain/events.js';
export { priceList, rateIn, type FoundRate, type PriceList } from './domain/price-list.js';
export { asIfInForce } from './domain/named-version.js';
export { findPromotion } from './domain/promotions.js';
export type { PromotedUse, RankedPromotion } from './domain/promotions.js';
export { findRate, tariffInForce } from './domain/state.js';
export type { RateQuery, TariffBook } from './domain/state.js';
export { TARIFF_MODES } from './domain/terms.js';
export type { ModelFamily, Promotion, Rate, SupplierCost, Tariff, TariffMode } from './domain/terms.js';
export type { SettlementCatalogue } from './application/settlement-catalogue.js';
export type { PartnerContractPublished } from './domain/contracts/events.js';
export { contractInEffect } from './domain/contracts/state.js';
export type { PartnerContractHistory } from './domain/contracts/state.js';
export { SHARE_BASES } from './domain/contracts/terms.js';
export type { ListPrice, PartnerContract, PartnerTerms, ShareBasis } from './domain/contracts/terms.js';
export type { ProductPublished } from './domain/products/events.js';
export { productInEffect, productOnSale } from './domain/products/state.js';
export type { ProductHistory } from './domain/products/state.js';
export {
  CUSTOMER_KINDS,
  PACK_KINDS,
  PRODUCT_FIRST_PERIODS,
  PRODUCT_KINDS,
  PRODUCT_SPAN_UNITS,
  RENEWED_KINDS,
} from './domain/products/terms.js';
export type {
  CustomerKind,
  DiscountTier,
  PackKind,
  PackOffer,
  Product,
  ProductContent,
  ProductKind,
  ProductPrice,
  ProductScope,
  ProductSpan,
  RenewedKind,
  RenewedTerms,
} from './domain/products/terms.js';
