export { ACCOUNT_COMMAND_HANDLERS, ACCOUNT_COMMANDS } from './account-command.handlers.js';
export { foldSourceBalance, type SourceBalance } from './source-balance.js';
