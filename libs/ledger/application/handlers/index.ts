export { ACCOUNT_COMMANDS, AccountClientCommand, AccountClientCommandHandler } from './account-client-command.js';
export { foldSourceBalance, type SourceBalance } from './source-balance.js';
export { SendTransferHandler, TRANSFER_COMMANDS } from './transfer.handler.js';
