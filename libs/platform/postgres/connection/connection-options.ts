import { checkServerIdentity, type ConnectionOptions as TlsOptions } from 'node:tls';

/** Where the database is and who asks. */
export interface PostgresAddress {
  /** `postgres://user:password@host:port/database`, without parameters: what they would say is set here. */
  readonly url: string;
  /** Instead of the one in the address, which is often shown; nothing here is ever written to a log. */
  readonly password?: string;
  /** Present: nothing goes over the wire in the clear, and the server must show a certificate we trust. */
  readonly tls?: PostgresTls;
}

export interface PostgresTls {
  /** PEM of the authorities to trust. Absent: those Node trusts. */
  readonly ca?: string;
  /** PEM of our own certificate and its key, where the server asks for one. */
  readonly cert?: string;
  readonly key?: string;
}

/** The address cannot be used; says why, and never shows it. */
export class PostgresAddressInvalid extends Error {
  override readonly name = 'PostgresAddressInvalid';
  readonly code = 'postgres_address_invalid';
  readonly retriable = false;
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: false | TlsOptions;
}

const DEFAULT_PORT = 5432;

/**
 * Read by ourselves: handed the whole address, the driver lets parts that are missing in it, and `sslmode`, win over the
 * options given beside it.
 * @throws PostgresAddressInvalid
 */
export function connectionOptions({ url, password, tls }: PostgresAddress): ConnectionOptions {
  const address = URL.parse(url);
  if (address === null || !/^postgres(?:ql)?:$/.test(address.protocol)) {
    throw new PostgresAddressInvalid('the address must look like postgres://user@host:port/database');
  }
  if (address.search !== '') {
    throw new PostgresAddressInvalid(
      'the address must have no parameters: TLS and the password have their own settings',
    );
  }
  const [host, database, user] = [address.hostname, address.pathname.slice(1), address.username].map(
    decodeURIComponent,
  );
  if (!host || !database || !user) throw new PostgresAddressInvalid('the address must name host, database and user');
  const bare = host.replace(/^\[|\]$/g, '');
  return {
    host: bare,
    port: address.port === '' ? DEFAULT_PORT : Number(address.port),
    database,
    user,
    password: password ?? decodeURIComponent(address.password),
    ssl: tls === undefined ? false : trusting(tls, bare),
  };
}

/** Told whose certificate to expect: of a host given as a number the driver says nothing, and `localhost` would do. */
function trusting(tls: PostgresTls, host: string): TlsOptions {
  return { ...tls, rejectUnauthorized: true, checkServerIdentity: (_, shown) => checkServerIdentity(host, shown) };
}
