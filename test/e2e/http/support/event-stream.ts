import { eventually } from '../../../support/eventually.js';

export interface StreamEvent {
  readonly event: string;
  /** The last id told so far, as a browser keeps it. */
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** A client of server-sent events over a real socket. */
export class EventStream {
  readonly events: StreamEvent[] = [];
  hasEnded = false;
  lastEventId = '';
  private text = '';

  private constructor(
    readonly response: Response,
    private readonly cutting: AbortController,
  ) {
    void this.read().catch(() => (this.hasEnded = true));
  }

  static async open(url: string, key: string, lastEventId?: string): Promise<EventStream> {
    const cutting = new AbortController();
    const headers: Record<string, string> = { authorization: `Bearer ${key}`, accept: 'text/event-stream' };
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
    return new EventStream(await fetch(url, { headers, signal: cutting.signal }), cutting);
  }

  /** Waits for an event that fits. */
  async until(what: string, fits: (event: StreamEvent) => boolean): Promise<StreamEvent> {
    await eventually(`${what}; told: ${JSON.stringify(this.events)}`, () => this.events.some(fits));
    return this.events.find(fits)!;
  }

  of(event: string): readonly Record<string, unknown>[] {
    return this.events.filter((one) => one.event === event).map(({ data }) => data);
  }

  /** As a lost network does. */
  cut(): void {
    this.cutting.abort();
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.response.body!) {
      this.text += decoder.decode(bytes as Uint8Array, { stream: true });
      const blocks = this.text.split('\n\n');
      this.text = blocks.pop()!;
      for (const block of blocks) this.take(block);
    }
    this.hasEnded = true;
  }

  private take(block: string): void {
    const fields = new Map(block.split('\n').map((line) => [line.split(': ')[0]!, line.slice(line.indexOf(': ') + 2)]));
    this.lastEventId = fields.get('id') ?? this.lastEventId;
    const event = fields.get('event');
    if (event === undefined) return;
    const data = JSON.parse(fields.get('data')!) as Record<string, unknown>;
    this.events.push({ event, id: this.lastEventId, data });
  }
}
