export { createSellingCommands } from './application/create-selling-commands.js';
export type { SellingAnswer, SellingCommands } from './application/selling-commands.js';
export type * from './domain/commands.js';
export type { SellingRejection } from './domain/rejections.js';
export { createTariffTrials, type TrialParts } from './what-if/try-tariff.js';
export {
  createProductComparisons,
  type ComparisonAnswer,
  type ComparisonParts,
  type ProductComparison,
  type ProductComparisons,
} from './typical-tasks/compare-product.js';
export { tasksOfAllowance, type Allowance, type TaskCount } from './typical-tasks/tasks-of-allowance.js';
export type { TaskCall, TypicalTask } from './typical-tasks/tasks.js';
