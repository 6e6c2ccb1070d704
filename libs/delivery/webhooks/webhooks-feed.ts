import type { Position } from '#libs/journal/contract.js';
import type { AlertQueries } from '#libs/projections/contract.js';
import type { Feed } from '../feeds/feed.js';
import { alertNotice } from './alert-notice.js';
import type { WebhookOutbox } from './webhook-outbox.js';

/** Transitions of one step: a transaction of its own, short enough to keep nobody waiting. */
const STEP = 200;

/** Writes each change of an alert down for every endpoint that wants it. Told is what is durable in delivery.db. */
export class WebhooksFeed implements Feed {
  readonly name = 'webhooks';
  readonly beginsAt = 'now';

  constructor(
    private readonly alerts: Pick<AlertQueries, 'transitions'>,
    private readonly outbox: WebhookOutbox,
    private readonly onTold: () => void,
  ) {}

  async tell(after: Position, until: Position): Promise<Position> {
    const transitions = await this.alerts.transitions(after, until, STEP);
    const last = transitions.at(-1);
    if (last === undefined) return until;
    await this.outbox.add(transitions.map(alertNotice));
    this.onTold();
    return last.position;
  }
}
