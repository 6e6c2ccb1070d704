import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { WebhookAnswer, WebhookRequest, WebhookTransport } from '#libs/delivery/ports/webhook-transport.port.js';
import { AddressGuard, AddressRefused, type ResolveAll } from './address-guard.js';
import { readStart } from './read-start.js';
import { signedHeaders } from './sign.js';
import { urlFault } from './webhook-url.js';

export interface HttpWebhookOptions {
  /** True: also addresses that are not public, plain HTTP and every port. */
  readonly allowsPrivate: boolean;
  /** Absent: as the system resolves names. */
  readonly resolveAll?: ResolveAll;
}

const ANSWER_KEPT_BYTES = 1_024;

/** How long an operator waits for a name service that does not answer. */
const RESOLVE_MS = 3_000;

/** Messages over HTTP/1.1, each on a connection of its own to an address that was judged. */
export class HttpWebhookTransport implements WebhookTransport {
  private readonly guard: AddressGuard;

  constructor(private readonly options: HttpWebhookOptions) {
    this.guard = new AddressGuard(options.allowsPrivate, options.resolveAll);
  }

  async refusalOf(url: string): Promise<string | undefined> {
    const fault = urlFault(url, this.options.allowsPrivate);
    if (fault !== undefined) return fault;
    const resolved = this.guard.requireSoundHost(new URL(url).hostname);
    try {
      await Promise.race([resolved, wait(RESOLVE_MS, undefined, { ref: false })]);
      return undefined;
    } catch (fault) {
      // A name that cannot be resolved now may be later; each connection is judged anyway.
      return fault instanceof AddressRefused ? fault.message : undefined;
    }
  }

  async send(request: WebhookRequest): Promise<WebhookAnswer> {
    const late = AbortSignal.timeout(request.timeoutMs);
    try {
      this.requireSound(request.url);
      const response = await this.post(request, AbortSignal.any([late, request.signal]));
      const { statusCode = 0, headers } = response;
      const answer = await readStart(response, ANSWER_KEPT_BYTES);
      return { type: 'answered', status: statusCode, retryAfter: headers['retry-after'] ?? null, answer };
    } catch (fault) {
      return { type: 'failed', reason: reasonOf(fault, request, late), error: sentenceOf(fault, request, late) };
    }
  }

  /** Again at each attempt: what was allowed once may have been forbidden since. @throws AddressRefused */
  private requireSound(url: string): void {
    const fault = urlFault(url, this.options.allowsPrivate);
    if (fault !== undefined) throw new AddressRefused(fault);
    this.guard.requireSoundLiteral(new URL(url).hostname);
  }

  private post({ url, ...message }: WebhookRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const body = Buffer.from(message.body, 'utf8');
    const options: RequestOptions = {
      method: 'POST',
      // A connection kept from before might lead to an address that is refused by now.
      agent: false,
      lookup: this.guard.lookup,
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'user-agent': 'token-ledger-webhooks',
        'accept-encoding': 'identity',
        ...signedHeaders(message),
      },
    };
    return new Promise((resolve, reject) => {
      const start = url.startsWith('https:') ? httpsRequest : httpRequest;
      start(url, options, resolve).on('error', reject).end(body);
    });
  }
}

type FailedReason = (WebhookAnswer & { type: 'failed' })['reason'];

function reasonOf(fault: unknown, { signal }: WebhookRequest, late: AbortSignal): FailedReason {
  if (fault instanceof AddressRefused) return 'address_refused';
  if (signal.aborted) return 'interrupted';
  return late.aborted ? 'timed_out' : 'unreachable';
}

/** Codes, not messages: those of the system may name the address, and with it what the operator hid in it. */
function sentenceOf(fault: unknown, request: WebhookRequest, late: AbortSignal): string {
  switch (reasonOf(fault, request, late)) {
    case 'address_refused':
      return (fault as AddressRefused).message;
    case 'interrupted':
      return 'The service is stopping.';
    case 'timed_out':
      return `No answer within ${request.timeoutMs} ms.`;
    case 'unreachable':
      return `No connection, or it broke: ${(fault as NodeJS.ErrnoException).code ?? 'unknown fault'}.`;
  }
}
