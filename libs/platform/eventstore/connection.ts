import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';
import { JournalFault } from '#libs/journal/faults.js';

export interface Connection {
  readonly client: EventStoreDBClient;
  readonly timeoutMs: number;
  /** For every read: decisions must not be made on what a follower has not got yet. */
  readonly reading: { readonly requiresLeader: true };
  /**
   * For every append: credentials of the call itself make the client append by a call of its own, with a deadline. Left
   * alone it sends all appends down one stream and keeps their promises in a table of the whole module: the error of one
   * rejects appends that are stored, and the answer that then comes late ends the process.
   */
  readonly appending: { readonly requiresLeader: true; readonly credentials: Credentials };
  close(): Promise<void>;
}

/** `esdb://`, or `esdb+discover://` for a cluster; then credentials, hosts, options. */
const URL_FORM = /^esdb(?:\+discover)?:\/\/(?:([^:@/]+):([^@/]+)@)?[^@/?]+\/?(?:\?(.*))?$/;

/** What is decided here and nowhere else. */
const OWN_OPTIONS = new Set(['nodepreference', 'throwonappendfailure', 'defaultdeadline']);

/** Sent over connections without TLS, where the client drops them: a database in insecure mode asks for none. */
const NOBODY: Credentials = { username: 'nobody', password: 'nobody' };

let connected = false;

/**
 * The one connection of this process.
 * @throws JournalFault for a connection string that cannot serve; it never repeats the string, which may hold a password
 */
export function connect(url: string, timeoutMs: number): Connection {
  const parts = URL_FORM.exec(url);
  if (parts === null) throw unfit('is not of the form esdb://user:password@host:port or esdb+discover://…');
  const [, username, password, query = ''] = parts;
  const insecure = /(^|&)tls=false(&|$)/i.test(query);
  if (!insecure && (username === undefined || password === undefined)) throw unfit('has no credentials');
  if (connected) throw unfit('is the second of this process; the client serves one');
  const client = open(withOwnOptions(url, query, timeoutMs));
  connected = true;
  const credentials = insecure
    ? NOBODY
    : { username: decodeURIComponent(username!), password: decodeURIComponent(password!) };
  return {
    client,
    timeoutMs,
    reading: { requiresLeader: true },
    appending: { requiresLeader: true, credentials },
    close: async () => {
      await client.dispose();
      connected = false;
    },
  };
}

function withOwnOptions(url: string, query: string, timeoutMs: number): string {
  const others = query.split('&').filter((option) => option !== '' && !OWN_OPTIONS.has(nameOf(option)));
  const own = ['nodePreference=leader', 'throwOnAppendFailure=true', `defaultDeadline=${timeoutMs}`];
  return `${url.replace(/\/?(\?.*)?$/, '')}?${[...others, ...own].join('&')}`;
}

function nameOf(option: string): string {
  return option.split('=')[0]!.toLowerCase();
}

function open(url: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch {
    // The client's own sentence repeats the connection string.
    throw unfit('is not understood by the client');
  }
}

function unfit(sentence: string): JournalFault {
  return new JournalFault('store_misconfigured', `The connection string of the event store ${sentence}.`, false);
}
