import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position } from '#libs/journal/contract.js';
import type { Feed } from '../feeds/feed.js';
import { sourceOf, toRecord } from '../messages/cloud-event.js';
import { factMessage, isOfAccount } from '../messages/fact-message.js';
import type { TopicPublisher } from '../ports/topic-publisher.port.js';

export interface EventsFeedParts {
  readonly reader: Pick<JournalReader, 'all'>;
  readonly publisher: TopicPublisher;
  readonly ledgerId: string;
}

const EVENTS_AT_ONCE = 500;

/** `ledger.events.v1`: every fact, in the order of the journal. */
export class EventsFeed implements Feed {
  readonly name = 'kafka-events';
  readonly beginsAt = 'beginning';
  private readonly source: string;

  constructor(private readonly parts: EventsFeedParts) {
    this.source = sourceOf(parts.ledgerId);
  }

  async tell(after: Position, until: Position): Promise<Position> {
    const { reader, publisher, ledgerId } = this.parts;
    const records = await reader.all(after, Math.min(EVENTS_AT_ONCE, until - after));
    const facts = records.filter(isOfAccount).map((record) => toRecord(factMessage(record, ledgerId), this.source));
    await publisher.publish(facts);
    return records.at(-1)?.position ?? until;
  }
}
