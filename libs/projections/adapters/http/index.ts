import { AccountsController } from './accounts.controller.js';
import { BalancesController } from './balances.controller.js';
import { HistoryController } from './history.controller.js';
import { InvoicesController } from './invoices.controller.js';

export const READ_MODEL_CONTROLLERS = [AccountsController, BalancesController, InvoicesController, HistoryController];
export { READ_MODEL_HANDLERS } from './read-models.queries.js';
export { READ_MODELS } from './read-models.token.js';
export { PROJECTION_PROGRESS, ReadYourWrites, VIEWS_JOURNAL } from './read-your-writes.js';
export { SOURCE_BALANCES, type SourceBalances } from './source-balance.port.js';
