import type { Position } from '#libs/journal/contract.js';
import { sealedLinesCursor, type InvoiceQueries, type SealedLinesCursor } from '#libs/projections/contract.js';
import type { Feed } from '../feeds/feed.js';
import { sourceOf, toRecord } from '../messages/cloud-event.js';
import { invoiceLineMessage } from '../messages/invoice-line-message.js';
import type { TopicPublisher } from '../ports/topic-publisher.port.js';

export interface InvoiceLinesFeedParts {
  readonly invoices: Pick<InvoiceQueries, 'sealedLines'>;
  readonly publisher: TopicPublisher;
  readonly ledgerId: string;
  /** Lines read together; absent: 500. */
  readonly linesAtOnce?: number;
}

const LINES_AT_ONCE = 500;

/** `ledger.invoice-lines.v1`: every line of every sealed period, in the order of the seals. */
export class InvoiceLinesFeed implements Feed {
  readonly name = 'kafka-invoice-lines';
  readonly beginsAt = 'beginning';
  private readonly source: string;

  constructor(private readonly parts: InvoiceLinesFeedParts) {
    this.source = sourceOf(parts.ledgerId);
  }

  /** A period with more lines than are read at once is told whole before its seal counts as told. */
  async tell(after: Position, until: Position): Promise<Position> {
    const { invoices, publisher, linesAtOnce = LINES_AT_ONCE } = this.parts;
    let cursor: SealedLinesCursor = { position: after };
    for (;;) {
      const page = await invoices.sealedLines({ after: cursor, until }, linesAtOnce);
      await publisher.publish(page.items.map((line) => toRecord(invoiceLineMessage(line), this.source)));
      if (page.next === null) return until;
      cursor = sealedLinesCursor(page.next);
      const whole = cursor.position - 1;
      if (whole > after) return whole;
    }
  }
}
