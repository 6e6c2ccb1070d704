import { openPostgresViews } from '#libs/platform/postgres/views/index.js';
import type { Views } from '#libs/projections/index.js';
import { TABLES, type ViewsEngine } from '../projections/views-harness.js';
import { ask, type TestDatabases } from './test-databases.js';

interface Used {
  readonly address: string;
  readonly views: Views;
}

/** Read models that are emptied and used again: to make a database costs more than most tests. */
export class PostgresViewsEngine {
  private readonly free: Used[] = [];

  constructor(private readonly databases: TestDatabases) {}

  readonly use: ViewsEngine = async (use) => {
    const used = this.free.pop() ?? (await this.make());
    try {
      return await use(used.views);
    } finally {
      await ask(used.address, [...TABLES, 'checkpoints'].map((table) => `DELETE FROM ${table}`).join('; '));
      this.free.push(used);
    }
  };

  async close(): Promise<void> {
    for (const { views } of this.free.splice(0)) await views.close();
  }

  private async make(): Promise<Used> {
    const address = await this.databases.make();
    return { address, views: await openPostgresViews({ url: address, connections: 2 }) };
  }
}
