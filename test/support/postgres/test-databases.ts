import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Databases of one suite on a server that others use too. */
export class TestDatabases {
  private readonly made: string[] = [];

  /** @param address of a database that is there, for who may make others */
  constructor(private readonly address: string) {}

  /** Makes an empty one and returns its address. */
  async make(how = ''): Promise<string> {
    const name = `token_ledger_test_${randomBytes(8).toString('hex')}`;
    await this.run(`CREATE DATABASE ${name} ${how}`);
    this.made.push(name);
    const address = new URL(this.address);
    address.pathname = `/${name}`;
    return address.href;
  }

  /** Cuts all connections to what was made here, as an operator or a fail-over would. */
  async cut(): Promise<void> {
    const names = this.made.map((name) => `'${name}'`).join(', ');
    await this.run(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname IN (${names})`);
    // The other ends hear of it in their own time.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  /** Whatever they hold, and whoever is still connected. */
  async drop(): Promise<void> {
    for (const name of this.made.splice(0)) await this.run(`DROP DATABASE ${name} WITH (FORCE)`);
  }

  private async run(statement: string): Promise<void> {
    await ask(this.address, statement);
  }
}

/** One statement on a connection of its own. */
export async function ask(address: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
