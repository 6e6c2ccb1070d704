import { streamName } from '#libs/journal/contract.js';
import {
  accountDecider,
  type AccountCommand,
  type AccountEvent,
  type AccountRejection,
  type AccountState,
} from '#libs/ledger/index.js';
import { keysOfCharge } from '#libs/ledger/domain/keys-of-event.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { DeciderSpecification, type Recorded } from '../decider-specification.js';

/** Examples of the account decider: `given(…).when(…).thenEvents(…)`. */
export const account = new DeciderSpecification<AccountCommand, AccountState, AccountEvent, AccountRejection>(
  accountDecider,
  withKnownKeys,
);

/** What the key look-up adds to a command that comes again (rules 4, 6, 9). */
function withKnownKeys(command: AccountCommand, recorded: Recorded<AccountEvent>): AccountCommand {
  if ('context' in command) return { ...command, context: { ...command.context, alreadyDone: true, idUsed: true } };
  if (command.type === 'RecordUsageConflict') return { ...command, alreadyRecorded: true };
  // What was due is done: nothing tells the work so but the account itself.
  if (command.type === 'RunDueWork') return command;
  const prior = priorOf(recorded);
  return prior === undefined ? command : { ...command, prior };
}

/** The use of the usage key that the index derives from the debit. */
function priorOf({ events, firstRevision }: Recorded<AccountEvent>) {
  const at = events.findIndex(({ type }) => type === 'UsageCharged');
  const debit = events[at];
  if (debit?.type !== 'UsageCharged') return undefined;
  const [use] = keysOfCharge(debit, sha256);
  if (use === undefined) throw new Error('a debit uses up its usage key');
  const stream = streamName('account', debit.data.usage.account);
  return { stream, revision: firstRevision + at, content: use.content };
}
