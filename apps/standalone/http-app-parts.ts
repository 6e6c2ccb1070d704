import type { Logger } from 'pino';
import type { Producers } from '#libs/pipeline/index.js';
import type { ApiClients } from '#libs/platform/auth/index.js';
import type { HealthCheck } from '#libs/platform/health/index.js';
import type { Metrics } from '#libs/platform/metrics/index.js';
import type { TypicalTask } from '#libs/selling/index.js';
import type { AuditSide } from './audit/audit-side.js';
import type { DeliverySide } from './delivery-side.js';
import type { EmbeddedLedger } from './embedded-ledger.js';
import type { ReadSide } from './read-side.js';

/** Everything the HTTP API stands on. */
export interface HttpAppParts {
  readonly ledger: EmbeddedLedger;
  readonly readSide: ReadSide;
  readonly deliverySide: DeliverySide;
  readonly auditSide: AuditSide;
  readonly clients: ApiClients;
  readonly producers: Producers;
  readonly metrics: Metrics;
  readonly metricsPublic: boolean;
  readonly checks: readonly HealthCheck[];
  /** What plans are compared by. */
  readonly tasks: readonly TypicalTask[];
  readonly logger: Logger;
}
