import { Inject, Injectable } from '@nestjs/common';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position } from '#libs/journal/contract.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import type { ProjectionProgress } from '../../contract.js';

/** Token of the ProjectionProgress port. */
export const PROJECTION_PROGRESS = Symbol('ProjectionProgress');
/** Token of the JournalReader whose head bounds what can be waited for. */
export const VIEWS_JOURNAL = Symbol('JournalReader of the read models');

const WAIT_MS = 5_000;

/** Holds a query back until the read models show a position the client was given. */
@Injectable()
export class ReadYourWrites {
  constructor(
    @Inject(PROJECTION_PROGRESS) private readonly progress: ProjectionProgress,
    @Inject(VIEWS_JOURNAL) private readonly reader: JournalReader,
  ) {}

  /** @throws ProblemException `position_unknown` beyond the ledger's end, `not_caught_up` when the wait was too long */
  async until(position: Position | undefined, pointer = '/min_position'): Promise<void> {
    if (position === undefined || position <= this.progress.position()) return;
    const head = await this.reader.head();
    if (position > head) throw edgeProblem('position_unknown', { pointer, facts: { head } });
    if (await this.progress.waitFor(position, WAIT_MS)) return;
    const facts = { retriable: true, position: this.progress.position() };
    throw edgeProblem('not_caught_up', { facts, headers: { 'retry-after': '1' } });
  }
}
