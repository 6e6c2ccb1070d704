import { IntegerParam } from '#libs/platform/http/index.js';

export class LiveQuery {
  @IntegerParam({
    description: 'Goes on after this event id; for clients that cannot send the Last-Event-ID header.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
  })
  readonly last_event_id?: number;
}
