export { SALE_PROBLEMS, SALE_RULE_PROBLEMS, type SaleRuleProblems } from './sale-problems.js';
export { SalesController } from './sales.controller.js';
export { SELLING_COMMANDS, SellHandler } from './sales.handler.js';
export { CompareProductHandler, PRODUCT_COMPARISONS, TypicalTasksController } from './typical-tasks.controller.js';
