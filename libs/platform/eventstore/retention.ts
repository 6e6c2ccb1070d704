import { START, streamNameFilter, type AllStreamResolvedEvent } from '@eventstore/db-client';
import { JournalFault } from '#libs/journal/faults.js';
import { timeoutFault, toJournalFault } from './faults.js';
import type { Connection } from './connection.js';
import type { LedgerStreams } from './ledger-streams.js';

/** Settings of a stream that make the database forget its records. */
const FORGETFUL = ['$maxAge', '$maxCount', '$tb'];
/** Where the settings of a stream are kept: in a stream of its own. */
const SETTINGS_OF = '$$';
/** The server says how far it has searched every so many pages of 32 events: a sign of life. */
const SIGN_OF_LIFE_PAGES = 100;

/** @throws JournalFault when a stream of the ledger is set to lose records by age, number or a line drawn */
export async function refuseForgetfulStreams(connection: Connection, streams: LedgerStreams): Promise<void> {
  const forgetful = new Map<string, readonly string[]>();
  await searchSettings(connection, streams, (stream, settings) => {
    forgetful.set(stream, typeof settings === 'object' ? FORGETFUL.filter((name) => name in settings) : FORGETFUL);
  });
  const [found] = [...forgetful].filter(([, names]) => names.length > 0);
  if (found === undefined) return;
  const sentence = `${found[0]} has ${found[1].join(', ')} set: a ledger's records must stay. Remove it from the stream.`;
  throw new JournalFault('stream_forgets', sentence, false);
}

/** Every setting ever made, oldest first; over when the server says that nothing is left. */
function searchSettings(
  { client, timeoutMs, reading }: Connection,
  streams: LedgerStreams,
  onSettings: (stream: string, settings: object | string) => void,
): Promise<void> {
  const what = 'searching for streams that forget';
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      search.removeAllListeners('data');
      search.unsubscribe().catch(() => undefined);
      settle();
    };
    const timer = setTimeout(() => end(() => reject(timeoutFault(what, timeoutMs))), timeoutMs);
    const filter = streamNameFilter({
      prefixes: streams.prefixes.map((prefix) => SETTINGS_OF + prefix),
      checkpointInterval: SIGN_OF_LIFE_PAGES,
      checkpointReached: () => void timer.refresh(),
    });
    const search = client.subscribeToAll({ fromPosition: START, filter, ...reading });
    search.on('data', ({ event }: AllStreamResolvedEvent) => {
      timer.refresh();
      if (event !== undefined) onSettings(event.streamId.slice(SETTINGS_OF.length), event.data);
    });
    // The word that nothing is left overtakes settings that still wait in the client's buffer.
    const finish = (): void => void (search.readableLength > 0 ? setImmediate(finish) : end(resolve));
    search.on('caughtUp', finish);
    search.on('error', (error) => end(() => reject(toJournalFault(error, what))));
  });
}
