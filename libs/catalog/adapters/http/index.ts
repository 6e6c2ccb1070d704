export { PRODUCT_COMMANDS, PRODUCT_DIRECTORY, PRODUCT_HANDLERS } from './products.handlers.js';
export { PRODUCT_PROBLEMS } from './product-problems.js';
export { ProductsController } from './products.controller.js';
export { TARIFF_COMMANDS, TARIFF_HANDLERS, TARIFF_JOURNAL } from './tariff.handlers.js';
export { TARIFF_PROBLEMS } from './tariff-problems.js';
export { TariffTrialController } from './tariff-trial.controller.js';
export { TARIFF_TRIALS, TryTariffHandler } from './tariff-trial.handler.js';
export { TariffsController } from './tariffs.controller.js';
