import { openEmbeddedLedger, type EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { streamName } from '#libs/journal/contract.js';
import type { AccountEvent, OpenAccountState } from '#libs/ledger/index.js';
import { SourceWatermarks } from '#libs/pipeline/index.js';
import { accountOf, type Told, type ToldUsage } from '../support/oracle/index.js';
import { give } from './embedded-commands.js';
import { tariffForMicros, usageEvent } from './embedded-inputs.js';
import type { EventAudit } from './event-audit.js';
import { FollowedAccounts, type Charged } from './followed-accounts.js';
import type { Product } from './product.js';

const OUTCOMES = { charged: 'done', duplicate: 'again', conflict: 'usage_key_conflict', rejected: 'rejected' } as const;
const BACKLOG = 'backlog';
const EVERYTHING = 1_000_000;

/** The ledger on one machine, from the commands at its edge to the file on its disk. A crash closes and opens it. */
export class EmbeddedProduct implements Product {
  private readonly followed = new FollowedAccounts();
  private readonly watermarks = new SourceWatermarks();
  private now = 0;
  private offset = 0;
  /** Of the debit and each correction, by usage. */
  private readonly revisions = new Map<string, number[]>();
  private opened: EmbeddedLedger | undefined;

  constructor(private readonly dataDir: string) {
    this.watermarks.register(BACKLOG);
  }

  async open(at: number): Promise<void> {
    this.now = at;
    await this.reopen();
    for (const book of ['standard', 'other']) {
      await this.ledger.tariffs.publish(tariffForMicros(book), this.origin(`tariff ${book}`));
    }
  }

  async reopen(): Promise<void> {
    await this.opened?.close();
    const { dataDir, watermarks } = this;
    this.opened = await openEmbeddedLedger({ dataDir, watermarks, clock: () => this.now });
  }

  async close(): Promise<void> {
    await this.opened?.close();
  }

  async tell(told: Told): Promise<string> {
    const { deed, moment } = told;
    this.now = moment.now;
    this.watermarks.advance(BACKLOG, moment.takeUpTo);
    const outcome = await this.outcomeOf(told);
    await this.read(accountOf(deed));
    if (deed.type === 'send') await this.read(deed.to);
    return outcome;
  }

  state(account: string): OpenAccountState | undefined {
    return this.followed.open(account);
  }

  audit(account: string): EventAudit | undefined {
    return this.followed.audits.get(account);
  }

  charged(source: string, id: string): Charged | undefined {
    return this.followed.usage(source, id);
  }

  isAsFolded(account: string): boolean {
    return this.followed.isAsFolded(account);
  }

  private get ledger(): EmbeddedLedger {
    if (this.opened === undefined) throw new Error('the ledger is not open');
    return this.opened;
  }

  private origin(idempotencyKey: string): CommandOrigin {
    return { client: 'simulation', idempotencyKey, receivedAt: this.now };
  }

  private async outcomeOf({ deed, key }: Told): Promise<string> {
    if (deed.type === 'use') return this.use(deed.usage, deed.receivedAt);
    if (deed.type === 'timer' && this.state(deed.account) === undefined) return 'account_unknown';
    return give(deed, {
      ledger: this.ledger,
      origin: this.origin(key),
      revisionOf: ({ source, id }, known) => this.revisions.get(JSON.stringify([source, id]))?.[known] ?? 0,
    });
  }

  private async use(usage: ToldUsage, receivedAt: number): Promise<string> {
    this.offset += 1;
    const bytes = Buffer.from(JSON.stringify(usageEvent(usage)));
    const headers = [['content-type', 'application/cloudevents+json']] as const;
    const { outcomes } = await this.ledger.intake.intake({
      source: 'simulation',
      producer: { actor: 'simulation', sources: ['*'] },
      records: [{ bytes, headers, offset: this.offset, receivedAt }],
    });
    const [outcome] = outcomes;
    if (outcome?.type === 'held') return outcome.reason;
    return outcome === undefined ? 'nothing' : OUTCOMES[outcome.type];
  }

  /** What has been recorded about the account since it was last looked at. */
  private async read(account: string): Promise<void> {
    const stream = streamName('account', account);
    const records = await this.ledger.reader.stream<AccountEvent>(stream, this.followed.revisions(account), EVERYTHING);
    for (const { event, revision } of records) {
      const key = keyOf(event);
      if (key !== undefined) this.revisions.set(key, [...(this.revisions.get(key) ?? []), revision]);
    }
    this.followed.follow(
      account,
      records.map(({ event }) => event),
    );
  }
}

function keyOf(event: AccountEvent): string | undefined {
  if (event.type === 'UsageCharged') return JSON.stringify([event.data.usage.source, event.data.usage.id]);
  return event.type === 'UsageCorrected' ? JSON.stringify([event.data.source, event.data.id]) : undefined;
}
