export { AccountsController } from './accounts.controller.js';
export { HistoryController } from './history.controller.js';
export { READ_MODEL_HANDLERS, READ_MODELS } from './read-models.queries.js';
export { PROJECTION_PROGRESS, ReadYourWrites, VIEWS_JOURNAL } from './read-your-writes.js';
export { SOURCE_BALANCES, type SourceBalances } from './source-balance.port.js';
