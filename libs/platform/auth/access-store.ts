import type { Kysely } from 'kysely';
import type { Instant } from '#libs/kernel/index.js';
import type { Scope } from './scopes.js';

/** An API client as stored: never its secret. */
export interface ClientRecord {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly sources: readonly string[];
  readonly account: string | null;
  /** SHA-256 of the secret, in hex. */
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly rotatedAt: Instant | null;
}

interface ApiClientRow {
  id: string;
  name: string;
  scopes: string;
  sources: string;
  account: string | null;
  secret_hash: string;
  created_at: number;
  rotated_at: number | null;
}

export interface AccessSchema {
  api_client: ApiClientRow;
}

/** access.db: who may call. Apart from the ledger, because keys come and go and facts do not. */
export class AccessStore {
  private constructor(private readonly db: Kysely<AccessSchema>) {}

  /** Makes the table at first use. */
  static async open(db: Kysely<AccessSchema>): Promise<AccessStore> {
    await db.schema
      .createTable('api_client')
      .ifNotExists()
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('sources', 'text', (column) => column.notNull())
      .addColumn('account', 'text')
      .addColumn('secret_hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addColumn('rotated_at', 'integer')
      .execute();
    return new AccessStore(db);
  }

  async find(id: string): Promise<ClientRecord | undefined> {
    const row = await this.db.selectFrom('api_client').selectAll().where('id', '=', id).executeTakeFirst();
    return row && recordOf(row);
  }

  async list(): Promise<readonly ClientRecord[]> {
    const rows = await this.db.selectFrom('api_client').selectAll().orderBy('created_at').orderBy('id').execute();
    return rows.map(recordOf);
  }

  async insert(client: ClientRecord): Promise<void> {
    await this.db.insertInto('api_client').values(rowOf(client)).execute();
  }

  async replaceSecret(id: string, secretHash: string, rotatedAt: Instant): Promise<void> {
    const changes = { secret_hash: secretHash, rotated_at: rotatedAt };
    await this.db.updateTable('api_client').set(changes).where('id', '=', id).execute();
  }

  async delete(id: string): Promise<void> {
    await this.db.deleteFrom('api_client').where('id', '=', id).execute();
  }

  async close(): Promise<void> {
    await this.db.destroy();
  }
}

function rowOf(client: ClientRecord): ApiClientRow {
  return {
    id: client.id,
    name: client.name,
    scopes: client.scopes.join(' '),
    sources: JSON.stringify(client.sources),
    account: client.account,
    secret_hash: client.secretHash,
    created_at: client.createdAt,
    rotated_at: client.rotatedAt,
  };
}

function recordOf(row: ApiClientRow): ClientRecord {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes.split(' ') as Scope[],
    sources: JSON.parse(row.sources) as string[],
    account: row.account,
    secretHash: row.secret_hash,
    createdAt: row.created_at,
    rotatedAt: row.rotated_at,
  };
}
