import type { Position } from '#libs/journal/contract.js';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';

const ROWS_AT_ONCE = 1_000;

/** The numbers of rejections as something a feed can follow like positions. */
export class RejectedProgress {
  private newest: Position = 0;

  constructor(private readonly records: Pick<IntakeRecordsPort, 'refused'>) {}

  position(): Promise<Position> {
    return this.head(this.newest);
  }

  /**
   * The newest number. What is known to have been told need not be read again; where that is not there any more, the
   * ledger is an older one, and the answer is below it.
   */
  async head(cursor: Position): Promise<Position> {
    for (let after = Math.max(0, cursor - 1); ;) {
      const rows = await this.records.refused({}, { after, limit: ROWS_AT_ONCE });
      const last = rows.at(-1);
      if (last === undefined) return this.newest;
      this.newest = after = last.id;
    }
  }
}
