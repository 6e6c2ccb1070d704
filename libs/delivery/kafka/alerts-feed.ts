import type { Position } from '#libs/journal/contract.js';
import type { AlertQueries } from '#libs/projections/contract.js';
import type { Feed } from '../feeds/feed.js';
import { alertMessage } from '../messages/alert-message.js';
import { sourceOf, toRecord } from '../messages/cloud-event.js';
import type { TopicPublisher } from '../ports/topic-publisher.port.js';

export interface AlertsFeedParts {
  readonly alerts: Pick<AlertQueries, 'transitions'>;
  readonly publisher: TopicPublisher;
  readonly ledgerId: string;
}

const ALERTS_AT_ONCE = 500;

/** `ledger.alerts.v1`: what fired and what was cleared, once it is on; old warnings are of no use to anybody. */
export class AlertsFeed implements Feed {
  readonly name = 'kafka-alerts';
  readonly beginsAt = 'now';
  private readonly source: string;

  constructor(private readonly parts: AlertsFeedParts) {
    this.source = sourceOf(parts.ledgerId);
  }

  async tell(after: Position, until: Position): Promise<Position> {
    const { alerts, publisher } = this.parts;
    const transitions = await alerts.transitions(after, until, ALERTS_AT_ONCE);
    await publisher.publish(transitions.map((transition) => toRecord(alertMessage(transition), this.source)));
    return transitions.at(-1)?.position ?? until;
  }
}
