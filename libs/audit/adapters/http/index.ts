import { AccountAuditController } from './account-audit.controller.js';
import { AUDIT_QUERY_HANDLERS } from './audit.queries.js';
import { VERIFICATION_COMMAND_HANDLERS } from './verification.commands.js';
import { VerificationsController } from './verifications.controller.js';

export const AUDIT_CONTROLLERS = [AccountAuditController, VerificationsController];
export const AUDIT_HANDLERS = [...AUDIT_QUERY_HANDLERS, ...VERIFICATION_COMMAND_HANDLERS];
export { ACCOUNT_AUDIT, JOURNAL_HEADS, VERIFICATIONS } from './audit-tokens.js';
export type { JournalHeads } from './audit.queries.js';
