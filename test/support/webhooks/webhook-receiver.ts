import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
  /** The signature stands under one of the secrets known at that moment, by the reference implementation. */
  readonly isVerified: boolean;
}

type Answer = (response: ServerResponse, received: Received) => void;

/** What a receiver may do with a message. */
export const ANSWERS = {
  takes: status(204),
  fails: status(500),
  isGone: status(410),
  /** To itself: whoever follows it comes again. */
  redirects: (response: ServerResponse) => response.writeHead(301, { location: '/elsewhere' }).end(),
  asksForQuiet: (seconds: number) => (response: ServerResponse) =>
    response.writeHead(429, { 'retry-after': String(seconds) }).end('slow down'),
  says: (code: number, text: string) => (response: ServerResponse) => response.writeHead(code).end(text),
  saysNothing: () => undefined,
} satisfies Record<string, unknown>;

function status(code: number): Answer {
  return (response) => void response.writeHead(code).end();
}

/** A real HTTP server on a free port of this machine that verifies what it gets as a customer would. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Whoever signs with one of these is believed. */
  secrets: string[] = [];
  answer: Answer = ANSWERS.takes;
  private readonly server = createServer((request, response) => void this.take(request, response));

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** Ids in the order they came. */
  ids(): readonly string[] {
    return this.received.map(({ id }) => id);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const headers = request.headers as Record<string, string>;
    const received: Received = {
      id: headers['webhook-id']!,
      headers,
      body: JSON.parse(text) as Received['body'],
      isVerified: this.secrets.some((secret) => isSigned(secret, text, headers)),
    };
    this.received.push(received);
    this.answer(response, received);
  }
}

function isSigned(secret: string, text: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(text, headers);
    return true;
  } catch {
    return false;
  }
}
