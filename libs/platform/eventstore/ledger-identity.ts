import { randomUUID } from 'node:crypto';
import {
  jsonEvent,
  NO_STREAM,
  StreamNotFoundError,
  type ResolvedEvent,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { JournalFault } from '#libs/journal/faults.js';
import { bounded, readUntil } from './bounded.js';
import type { Connection } from './connection.js';
import { toJournalFault } from './faults.js';

/** Outside of every category: no reader of the ledger meets it. */
const IDENTITY_STREAM = 'tokenledger';

/** The id of the ledger in this database; the first process to ask makes it. */
export async function ledgerIdentity(connection: Connection): Promise<string> {
  return (await read(connection)) ?? (await create(connection)) ?? (await readAgain(connection));
}

async function read({ client, timeoutMs, reading }: Connection): Promise<string | undefined> {
  const what = 'reading the identity of the ledger';
  let found: unknown;
  try {
    await readUntil(
      what,
      timeoutMs,
      client.readStream(IDENTITY_STREAM, { maxCount: 1, ...reading }),
      ({ event }: ResolvedEvent) => {
        found = (event?.data as { readonly ledgerId?: unknown } | undefined)?.ledgerId;
        return 'enough';
      },
    );
  } catch (error) {
    if (error instanceof StreamNotFoundError) return undefined;
    throw toJournalFault(error, what);
  }
  if (typeof found !== 'string')
    throw new JournalFault('record_unreadable', `${IDENTITY_STREAM}@0 names no ledger.`, false);
  return found;
}

/** `undefined`: another process was first. */
async function create({ client, timeoutMs, appending }: Connection): Promise<string | undefined> {
  const what = 'naming the ledger';
  const ledgerId = randomUUID();
  const event = jsonEvent({ type: 'LedgerCreated', data: { ledgerId } });
  try {
    const options = { expectedRevision: NO_STREAM, ...appending } as const;
    await bounded(what, timeoutMs, client.appendToStream(IDENTITY_STREAM, event, options));
    return ledgerId;
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return undefined;
    throw toJournalFault(error, what);
  }
}

async function readAgain(connection: Connection): Promise<string> {
  const found = await read(connection);
  if (found === undefined) throw new JournalFault('record_missing', `${IDENTITY_STREAM} came and went.`, false);
  return found;
}
