import * as audit from '#libs/audit/adapters/http/index.js';
import { AS_OF_BALANCES } from '#libs/projections/adapters/http/index.js';
import type { AuditSide } from './audit/audit-side.js';
import type { HttpFeature } from './http-feature.js';

export function auditFeature({ account, heads, verifications }: AuditSide): HttpFeature {
  return {
    controllers: audit.AUDIT_CONTROLLERS,
    providers: [
      ...audit.AUDIT_HANDLERS,
      { provide: audit.ACCOUNT_AUDIT, useValue: account },
      { provide: audit.JOURNAL_HEADS, useValue: heads },
      { provide: audit.VERIFICATIONS, useValue: verifications },
      { provide: AS_OF_BALANCES, useValue: account },
    ],
  };
}
