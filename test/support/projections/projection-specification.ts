import { expect } from '@jest/globals';
import type { Instant } from '#libs/kernel/index.js';
import { streamName } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import type { ReadModels } from '#libs/projections/index.js';
import { meta, START } from '../journal/event-builders.js';
import { InMemoryJournalReader } from '../journal/in-memory-journal-reader.js';
import { afterProjecting } from './views-harness.js';

type Ask<Shown> = (models: ReadModels) => Promise<Shown>;

/**
 * What read models show, in events: given what has happened to an account, when something happens, then they show this.
 * Every specification is told its events twice, rebuilt, and compared.
 */
export class ProjectionSpecification {
  private readonly journal = new InMemoryJournalReader();
  private now: Instant = START;

  private constructor(private readonly account: string) {}

  static of(account: string): ProjectionSpecification {
    return new ProjectionSpecification(account);
  }

  given(...events: readonly AccountEvent[]): this {
    for (const event of events) this.journal.append(streamName('account', this.account), event, meta(this.now));
    return this;
  }

  at(now: Instant): this {
    this.now = now;
    return this;
  }

  when(event: AccountEvent): this {
    return this.given(event);
  }

  /** @param expected may be a part of what is shown */
  async then<Shown extends object>(ask: Ask<Shown>, expected: object): Promise<void> {
    expect(await afterProjecting(this.journal, ask)).toMatchObject(expected);
  }
}
