import type { Instant } from '#libs/kernel/index.js';
import type { AccessStore, ClientRecord } from './access-store.js';
import { formatApiKey, hashSecret, newClientId, newSecret, parseApiKey, sameHash } from './api-key.js';
import type { Principal, Scope } from './scopes.js';

export interface NewClient {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly sources: readonly string[];
  readonly account: string | null;
}

/** A client with its key, which is shown this once and cannot be shown again. */
export interface IssuedKey {
  readonly client: ClientRecord;
  readonly apiKey: string;
}

/** Compared with when an id is unknown, so that an unknown id takes as long as a wrong secret. */
const NOBODY = hashSecret('');

/** Makes, checks, rotates and revokes API keys. */
export class ApiClients {
  constructor(
    private readonly store: AccessStore,
    private readonly clock: () => Instant,
  ) {}

  /** `undefined`: no such key, or it was rotated or revoked. */
  async authenticate(text: string): Promise<Principal | undefined> {
    const key = parseApiKey(text);
    if (key === undefined) return undefined;
    const client = await this.store.find(key.id);
    const same = sameHash(hashSecret(key.secret), client?.secretHash ?? NOBODY);
    return same && client !== undefined ? principalOf(client) : undefined;
  }

  /**
   * Makes the admin of an empty store; `undefined` when there are clients already.
   * @param given the key to use; otherwise one is made
   */
  async bootstrapAdmin(given?: string): Promise<IssuedKey | undefined> {
    if ((await this.store.list()).length > 0) return undefined;
    const { id, secret } = given === undefined ? { id: newClientId(), secret: newSecret() } : readGivenKey(given);
    return this.register({ name: 'first admin', scopes: ['admin'], sources: [], account: null }, id, secret);
  }

  async issue(client: NewClient): Promise<IssuedKey> {
    return this.register(client, newClientId(), newSecret());
  }

  find(id: string): Promise<ClientRecord | undefined> {
    return this.store.find(id);
  }

  list(): Promise<readonly ClientRecord[]> {
    return this.store.list();
  }

  /** The old key stops at once; the client id, and with it the scope of idempotency keys, stays (rule 9). */
  async rotate(client: ClientRecord): Promise<IssuedKey> {
    const secret = newSecret();
    const rotated = { ...client, secretHash: hashSecret(secret), rotatedAt: this.clock() };
    await this.store.replaceSecret(client.id, rotated.secretHash, rotated.rotatedAt);
    return { client: rotated, apiKey: formatApiKey({ id: client.id, secret }) };
  }

  revoke(id: string): Promise<void> {
    return this.store.delete(id);
  }

  private async register(client: NewClient, id: string, secret: string): Promise<IssuedKey> {
    const record = { ...client, id, secretHash: hashSecret(secret), createdAt: this.clock(), rotatedAt: null };
    await this.store.insert(record);
    return { client: record, apiKey: formatApiKey({ id, secret }) };
  }
}

/** @throws Error, which ends the start: a service nobody could administer is of no use */
function readGivenKey(text: string): { readonly id: string; readonly secret: string } {
  const key = parseApiKey(text);
  if (key === undefined) throw new Error('ADMIN_KEY_FILE must hold tl_<16 hex digits>_<64 hex digits>');
  return key;
}

function principalOf({ id, scopes, sources, account }: ClientRecord): Principal {
  return { client: id, scopes, sources, ...(account === null ? {} : { account }) };
}
