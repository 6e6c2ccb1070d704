import { setTimeout as delay } from 'node:timers/promises';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import type { AlertTransition, ProjectionProgress, ReadModels } from '../../../contract.js';
import { LiveStream, type LiveView } from './live-stream.js';
import { alertTexts, newestText } from './live-texts.js';
import { nextChange } from './next-change.js';

export interface LiveAccountsOptions {
  readonly models: Pick<ReadModels, 'balances' | 'alerts'>;
  readonly progress: Pick<ProjectionProgress, 'position'>;
  readonly logger: Pick<Logger, 'error'>;
  readonly clock: () => Instant;
  readonly limits?: Partial<LiveLimits>;
}

export interface LiveLimits {
  /** Streams of one API client at a time. */
  readonly perClient: number;
  /** Streams at a time. */
  readonly total: number;
  /** Between two looks at what is new. */
  readonly everyMs: number;
  readonly heartbeatMs: number;
  /** A reader that takes nothing for so long is cut off. */
  readonly stuckMs: number;
  /** A stream ends after so long: the client connects again, and its key is looked at again. */
  readonly lifeMs: number;
}

export interface Follow {
  readonly account: AccountId;
  readonly client: string;
  readonly view: LiveView;
  /** What a client that comes back was told last; absent: it wants no alerts of before. */
  readonly after: Position | undefined;
}

const LIMITS: LiveLimits = {
  perClient: 500,
  total: 5_000,
  everyMs: 200,
  heartbeatMs: 15_000,
  stuckMs: 30_000,
  lifeMs: 15 * 60_000,
};
const ALERTS_AT_ONCE = 100;
/** How long a reader may take over the end of its stream, before the server stops without it. */
const GOODBYE_MS = 500;
const GOODBYE_STEP_MS = 10;

/** Token of LiveAccounts. */
export const LIVE_ACCOUNTS = Symbol('LiveAccounts');

/**
 * Tells clients of their accounts' balances and alerts as they change. However many there are, what is new is asked once
 * per move of the read models.
 */
export class LiveAccounts implements OnModuleDestroy {
  private readonly limits: LiveLimits;
  /** Those that are told what is new; others still catch up. */
  private readonly following = new Set<LiveStream>();
  private readonly open = new Set<LiveStream>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private toldTo: Position = 0;
  private heartbeatAt: Instant = 0;
  /** When the balance of an account is next another one by time alone. */
  private readonly changes = new Map<AccountId, Instant>();

  constructor(private readonly options: LiveAccountsOptions) {
    this.limits = { ...LIMITS, ...options.limits };
  }

  /** @throws ProblemException `live_streams_too_many`, `live_streams_full`, or `unavailable` while the server stops */
  follow({ account, client, view, after }: Follow): LiveStream {
    this.requireRoom(client);
    const shown = this.options.progress.position();
    if (this.running === undefined) this.toldTo = shown;
    const stream = new LiveStream(account, client, view, this.options.clock(), after ?? shown);
    this.open.add(stream);
    this.run();
    stream.readable.once('close', () => this.leave(stream));
    void this.join(stream).catch((fault: unknown) => this.fail(stream, fault));
    return stream;
  }

  /** Ends every stream; the clients come back to whoever serves next. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    for (const stream of this.open) stream.end();
    await this.running;
    for (let waited = 0; this.open.size > 0 && waited < GOODBYE_MS; waited += GOODBYE_STEP_MS)
      await delay(GOODBYE_STEP_MS);
    for (const stream of this.open) stream.cut();
  }

  private requireRoom(client: string): void {
    const headers = { 'retry-after': '5' };
    if (this.stopping.signal.aborted) throw edgeProblem('unavailable', { headers, facts: { retriable: true } });
    if (this.open.size >= this.limits.total) {
      throw edgeProblem('live_streams_full', { headers, facts: { retriable: true } });
    }
    const own = [...this.open].filter((stream) => stream.client === client).length;
    const limit = this.limits.perClient;
    if (own >= limit) throw edgeProblem('live_streams_too_many', { headers, facts: { limit } });
  }

  private leave(stream: LiveStream): void {
    this.open.delete(stream);
    this.following.delete(stream);
    if (![...this.open].some(({ account }) => account === stream.account)) this.changes.delete(stream.account);
  }

  private fail(stream: LiveStream, fault: unknown): void {
    this.options.logger.error({ err: fault, account: stream.account }, 'a live stream was cut off');
    stream.cut();
  }

  /** What was missed first, up to what is shown; then it is told what is new. Nothing happens between look and joining. */
  private async join(stream: LiveStream): Promise<void> {
    const shown = this.options.progress.position();
    while (stream.toldTo < Math.max(shown, this.toldTo) && stream.isOpen) {
      const until = Math.max(shown, this.toldTo);
      const { alerts } = this.options.models;
      const missed = await alerts.transitions(stream.toldTo, until, ALERTS_AT_ONCE, stream.account);
      this.tellAlerts(stream, missed);
      stream.toldTo = missed.length < ALERTS_AT_ONCE ? until : missed.at(-1)!.position;
      await stream.drained();
    }
    if (!stream.isOpen) return;
    this.following.add(stream);
    await this.tellBalance(stream.account, [stream], stream.toldTo);
  }

  private run(): void {
    if (this.running !== undefined) return;
    this.heartbeatAt = this.options.clock() + this.limits.heartbeatMs;
    this.running = this.loop().finally(() => (this.running = undefined));
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (this.open.size > 0 && !signal.aborted) {
      try {
        await this.tellNews();
      } catch (fault) {
        for (const stream of this.open) this.fail(stream, fault);
      }
      this.lookAfter(this.options.clock());
      await delay(this.limits.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async tellNews(): Promise<void> {
    const { models, progress, clock } = this.options;
    const accounts = [...new Set([...this.following].map(({ account }) => account))];
    const shown = progress.position();
    const after = this.toldTo;
    const now = clock();
    const changed = new Set(accounts.filter((account) => (this.changes.get(account) ?? Infinity) <= now));
    if (shown > after) {
      for (const account of await models.balances.changed(accounts, after)) changed.add(account);
      await this.tellTransitions(after, shown);
    }
    for (const account of changed) {
      const streams = [...this.following].filter((stream) => stream.account === account);
      await this.tellBalance(account, streams, this.toldTo);
    }
  }

  private async tellTransitions(after: Position, until: Position): Promise<void> {
    let told = after;
    while (told < until) {
      const transitions = await this.options.models.alerts.transitions(told, until, ALERTS_AT_ONCE);
      told = transitions.length < ALERTS_AT_ONCE ? until : transitions.at(-1)!.position;
      // In one go, so that a stream joins either before all of it or after.
      for (const stream of this.following) {
        this.tellAlerts(stream, transitions);
        stream.toldTo = Math.max(stream.toldTo, told);
      }
      this.toldTo = told;
    }
  }

  private tellAlerts(stream: LiveStream, transitions: readonly AlertTransition[]): void {
    if (stream.view === 'standing') return;
    const own = transitions.filter(({ alert, position }) => {
      return alert.account === stream.account && position > stream.toldTo;
    });
    if (own.length > 0) stream.tellAlerts(alertTexts(own));
  }

  private async tellBalance(account: AccountId, streams: readonly LiveStream[], toldTo: Position): Promise<void> {
    const balance = await this.options.models.balances.balance(account, this.options.clock());
    if (balance === undefined) return;
    const change = nextChange(balance);
    if (change === undefined) this.changes.delete(account);
    else this.changes.set(account, change);
    for (const stream of streams) stream.tellNewest(newestText(stream.view, balance, toldTo));
  }

  private lookAfter(now: Instant): void {
    const isDue = now >= this.heartbeatAt;
    if (isDue) this.heartbeatAt = now + this.limits.heartbeatMs;
    for (const stream of this.open) {
      if (stream.stuckMs(now) >= this.limits.stuckMs) stream.cut();
      else if (now - stream.openedAt >= this.limits.lifeMs) stream.end();
      else if (isDue) stream.heartbeat();
    }
  }
}
