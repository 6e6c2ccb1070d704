export * from './contract.js';
export { createAccountAudit, type AccountAuditParts } from './account-audit.js';
export { BoundedReader } from './bounded-reader.js';
export { entryJson } from './history/history-json.js';
export type { LedgerDomain } from './ports/ledger-domain.port.js';
export type { UsedKeys } from './ports/used-keys.port.js';
export { verify, type VerifiedLedger, type VerifyOptions } from './verify/verify.js';
export { Verifications, type Verification, type VerificationRequest } from './verifications.js';
