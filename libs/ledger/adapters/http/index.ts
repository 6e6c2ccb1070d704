export { ACCOUNT_PROBLEMS } from './account-problems.js';
export { AccountCommandsController } from './account-commands.controller.js';
