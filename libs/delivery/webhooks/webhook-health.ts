import type { FeedLogger } from '../feeds/feed-loop.js';
import type { WebhookEndpoints } from './webhook-endpoints.js';

/** What a health check shows of the endpoints, known before it asks. */
export class WebhookHealth {
  private known: string | undefined;
  private reading = Promise.resolve();

  constructor(
    private readonly endpoints: Pick<WebhookEndpoints, 'problem'>,
    private readonly logger: FeedLogger,
  ) {}

  problem(): string | undefined {
    return this.known;
  }

  /** An endpoint may have changed. */
  refresh(): void {
    this.reading = this.reading.then(() => this.read());
  }

  settled(): Promise<void> {
    return this.reading;
  }

  private async read(): Promise<void> {
    try {
      this.known = await this.endpoints.problem();
    } catch (fault) {
      this.logger.error({ err: fault }, 'the webhook endpoints could not be read');
    }
  }
}
