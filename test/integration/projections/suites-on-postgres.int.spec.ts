/** The suites of the projections as they stand, on PostgreSQL: each also feeds its journal twice, rebuilds and compares. */
import { afterAll, jest } from '@jest/globals';
import fc from 'fast-check';
import { postgresForFile } from '../../support/postgres/describe-with-postgres.js';
import { PostgresViewsEngine } from '../../support/postgres/postgres-views-engine.js';
import { useViewsEngine } from '../../support/projections/views-harness.js';

/**
 * Where anything may happen to an account, it does so in hundreds of small batches of many statements each: as often as
 * there is time for. How often is enough is shown on SQLite.
 */
fc.configureGlobal({ interruptAfterTimeLimit: 3_000 });
jest.setTimeout(60_000);

const databases = await postgresForFile('the projection suites on PostgreSQL');
if (databases !== undefined) {
  const engine = new PostgresViewsEngine(databases);
  useViewsEngine(engine.use);
  await import('../../../libs/projections/accounts/accounts.unit.spec.js');
  await import('../../../libs/projections/alerts/alerts.unit.spec.js');
  await import('../../../libs/projections/alerts/members/member-alerts.unit.spec.js');
  await import('../../../libs/projections/balances/balances.unit.spec.js');
  await import('../../../libs/projections/disputes/disputes.unit.spec.js');
  await import('../../../libs/projections/forecast/forecast.unit.spec.js');
  await import('../../../libs/projections/invoice-lines/invoice-lines.unit.spec.js');
  await import('../../../libs/projections/invoice-lines/sealed-lines.unit.spec.js');
  await import('../../../libs/projections/lifecycle/lifecycle.unit.spec.js');
  await import('../../../libs/projections/overage/overage.unit.spec.js');
  await import('../../../libs/projections/receipts/receipt.unit.spec.js');
  await import('../../../libs/projections/requests/requests.unit.spec.js');
  await import('../../../libs/projections/reservations/reservations.unit.spec.js');
  await import('../../../libs/projections/runner/journal-projector.unit.spec.js');
  await import('../../../libs/projections/settlement/settlement.unit.spec.js');
  await import('../../../libs/projections/timers/timers.unit.spec.js');
  await import('../../../libs/projections/usage-series/usage-series.unit.spec.js');
  afterAll(() => engine.close());
}
