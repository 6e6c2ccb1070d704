import type { Position } from '#libs/journal/contract.js';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';
import type { Feed } from '../feeds/feed.js';
import { sourceOf, toRecord } from '../messages/cloud-event.js';
import { rejectedMessage } from '../messages/rejected-message.js';
import type { OutRecord, TopicPublisher } from '../ports/topic-publisher.port.js';

export interface RejectedFeedParts {
  readonly records: Pick<IntakeRecordsPort, 'refused' | 'refusedOriginal'>;
  readonly publisher: TopicPublisher;
  readonly ledgerId: string;
}

/** Each may bring half a mebibyte. */
const REJECTED_AT_ONCE = 50;

/** `metering.usage.rejected.v1`: what can never be charged as it is; its positions are numbers of rejections. */
export class RejectedFeed implements Feed {
  readonly name = 'kafka-rejected';
  readonly beginsAt = 'beginning';
  private readonly source: string;

  constructor(private readonly parts: RejectedFeedParts) {
    this.source = sourceOf(parts.ledgerId);
  }

  async tell(after: Position, until: Position): Promise<Position> {
    const { records, publisher, ledgerId } = this.parts;
    const rows = (await records.refused({}, { after, limit: REJECTED_AT_ONCE })).filter(({ id }) => id <= until);
    const messages: OutRecord[] = [];
    for (const row of rows) {
      const original = (await records.refusedOriginal(row.id)) ?? null;
      // The bytes go with their age, so that the topic forgets them when the ledger does (rule 38).
      const message = toRecord(rejectedMessage(row, original, ledgerId), this.source);
      messages.push({ ...message, timestamp: row.receivedAt });
    }
    await publisher.publish(messages);
    return rows.at(-1)?.id ?? until;
  }
}
