export { HOLD_REASON_MEANINGS } from './hold-reasons.js';
export { IntakeRecordsController } from './intake-records.controller.js';
export { INTAKE_QUERY_HANDLERS, INTAKE_RECORDS } from './intake-records.queries.js';
export { USAGE_CONTENT_TYPES, USAGE_ROUTE, UsageController } from './usage.controller.js';
export { SubmitUsageHandler, USAGE_INTAKE, USAGE_JOURNAL } from './usage.handler.js';
