import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { EventStorePort } from '#libs/journal/ports/event-store.port.js';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';
import type { AccountCommands } from '#libs/ledger/application/account-commands.js';
import type { UsageIntake } from '#libs/pipeline/contract.js';

/** The write side on one machine: ledger.db and everything that decides. */
export interface EmbeddedLedger {
  readonly eventStore: EventStorePort;
  readonly reader: JournalReader;
  readonly intakeRecords: IntakeRecordsPort;
  readonly accounts: AccountCommands;
  readonly intake: UsageIntake;
  close(): Promise<void>;
}
