export { TARIFF_COMMANDS, TARIFF_HANDLERS, TARIFF_JOURNAL } from './tariff.handlers.js';
export { TARIFF_PROBLEMS } from './tariff-problems.js';
export { TariffsController } from './tariffs.controller.js';
