import type { InjectOptions } from 'fastify';
import { startStandalone, type Standalone } from '#apps/standalone/start-standalone.js';
import { loadConfig } from '#libs/platform/config/index.js';
import { createLogger } from '#libs/platform/logging/index.js';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.js';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** Parsed; members are asserted, not assumed. */
  readonly body: Record<string, unknown>;
}

export interface Ask {
  readonly key?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A real app on embedded stores in a folder of its own, asked without a socket. */
export class Api {
  /** Everything the app logged. */
  readonly logged: string[];
  private commands = 0;

  private constructor(
    readonly standalone: Standalone,
    readonly adminKey: string,
    private readonly folder: TemporaryFolder,
    logged: string[],
  ) {
    this.logged = logged;
  }

  static async start(environment: Record<string, string> = {}): Promise<Api> {
    const folder = temporaryFolder();
    const config = loadConfig({ PORT: '0', DATA_DIR: folder.path, LOG_LEVEL: 'trace', ...environment });
    const logged: string[] = [];
    const logger = createLogger('trace', { write: (line) => void logged.push(line) });
    const standalone = await startStandalone(config, { projector: 'inline', logger });
    return new Api(standalone, standalone.adminKey ?? '', folder, logged);
  }

  async stop(): Promise<void> {
    await this.standalone.close();
    this.folder.remove();
  }

  /** Where its databases are. */
  get dataDir(): string {
    return this.folder.path;
  }

  get(url: string, ask: Ask = {}): Promise<Answer> {
    return this.ask('GET', url, ask);
  }

  post(url: string, ask: Ask = {}): Promise<Answer> {
    return this.ask('POST', url, ask);
  }

  /** A command with an idempotency key of its own, unless one is given. */
  command(method: 'POST' | 'PUT', url: string, body: unknown, ask: Ask = {}): Promise<Answer> {
    const idempotencyKey = ask.idempotencyKey ?? `command-${++this.commands}`;
    return this.ask(method, url, { ...ask, body, idempotencyKey });
  }

  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, ask: Ask = {}): Promise<Answer> {
    const { key = this.adminKey, idempotencyKey, headers, body } = ask;
    return this.inject({
      method,
      url,
      headers: {
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: payloadOf(body) }),
    });
  }

  async inject(request: InjectOptions): Promise<Answer> {
    const answer = await this.standalone.app.getHttpAdapter().getInstance().inject(request);
    const type = String(answer.headers['content-type'] ?? '');
    return {
      status: answer.statusCode,
      type,
      headers: answer.headers,
      text: answer.payload,
      body: /\bjson\b/.test(type) ? (JSON.parse(answer.payload) as Record<string, unknown>) : {},
    };
  }

  /** An API key with these scopes. */
  async keyFor(scopes: readonly string[], binding: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.post('/v1/api-keys', { body: { name: scopes.join('+'), scopes, ...binding } });
    return answer.body['apiKey'] as string;
  }
}

function payloadOf(body: unknown): string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}
