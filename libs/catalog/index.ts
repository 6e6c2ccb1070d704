export * from './contract.js';
export type { TariffAnswer, TariffCommands } from './application/tariff-commands.js';
export type { PublishContext, PublishTariff, TariffCommand } from './domain/commands.js';
export { tariffHash } from './domain/content-hash.js';
export type { TariffDecision } from './domain/decide.js';
export type * from './domain/rejections.js';
export {
  FACTOR_TERM_MAX,
  FAMILY_MODELS_MAX,
  NAME_LENGTH_MAX,
  PER_MAX,
  PROMOTIONS_MAX,
  RATES_MAX,
} from './domain/rejections.js';
export { EMPTY_BOOK } from './domain/state.js';
export { tariffBookAggregate, tariffBookDecider } from './domain/tariff-book.js';
export { createTariffCommands } from './application/create-tariff-commands.js';
export type { ProductAnswer, ProductCommands } from './application/product-commands.js';
export { createProductCommands } from './application/create-product-commands.js';
export type { ProductCommand, PublishProduct } from './domain/products/commands.js';
export { productHash } from './domain/products/content-hash.js';
export { productAggregate, productDecider } from './domain/products/product.js';
export type { ProductFault, ProductRejection } from './domain/products/rejections.js';
export { QUANTITY_BOUGHT_MAX } from './domain/products/rejections.js';
export { UNPUBLISHED } from './domain/products/state.js';
export type { PartnerContractAnswer, PartnerContractCommands } from './application/partner-contract-commands.js';
export { createPartnerContractCommands } from './application/create-partner-contract-commands.js';
export { createSettlementCatalogue } from './application/settlement-catalogue.js';
export type { PartnerContractCommand, PublishPartnerContract } from './domain/contracts/commands.js';
export { partnerContractHash } from './domain/contracts/content-hash.js';
export { partnerContractAggregate, partnerContractDecider } from './domain/contracts/partner-contract.js';
export type { PartnerContractFault, PartnerContractRejection } from './domain/contracts/rejections.js';
export { NO_CONTRACT } from './domain/contracts/state.js';
export type {
  TariffTrial,
  TariffTrials,
  TrialAnswer,
  TrialLine,
  TrialMargin,
  TrialReport,
} from './application/tariff-trials.js';
export { draftBook, type Drafted, type TariffDraft } from './domain/draft.js';
