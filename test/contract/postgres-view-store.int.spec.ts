import { afterAll } from '@jest/globals';
import { describeWithPostgres } from '../support/postgres/describe-with-postgres.js';
import { PostgresViewsEngine } from '../support/postgres/postgres-views-engine.js';
import { viewStoreContract } from './view-store.contract.js';

await describeWithPostgres('read models in PostgreSQL', (databases) => {
  const engine = new PostgresViewsEngine(databases);
  afterAll(() => engine.close());
  viewStoreContract(engine.use);
});
