import type { RecordedEvent } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import type { Slice } from '../store/row-slice.js';
import type { ProjectionName } from './projector-view.js';

export type AccountRecord = RecordedEvent<AccountEvent>;

export type Fold = () => void;

/** A read model as a deterministic fold of the account events: no clock, no chance, no query elsewhere. */
export interface Projection {
  readonly name: ProjectionName;
  /** Raised when the same events give other rows: the stored ones must then be rebuilt. */
  readonly version: number;
  /** All tables it owns. */
  readonly slices: readonly Slice[];
  /**
   * Names the rows a record needs and says how to fold it once they are there; `undefined` if it means nothing here.
   * The folds of a batch run in the order of its records.
   */
  prepare(record: AccountRecord): Fold | undefined;
}

/** The journal holds other families of streams too. */
export function isAccountRecord(record: RecordedEvent): record is AccountRecord {
  return record.stream.startsWith('account-');
}
