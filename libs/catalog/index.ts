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
