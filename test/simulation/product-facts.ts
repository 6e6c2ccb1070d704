import type { Fingerprint } from '#libs/kernel/index.js';
import { findRecord } from '#libs/ledger/application/find-record.js';
import { readSealedLine } from '#libs/ledger/application/line-facts.js';
import { purchaseFacts, readPurchaseStory } from '#libs/ledger/application/purchase-facts.js';
import { readUsageFacts } from '#libs/ledger/application/usage-facts.js';
import * as keys from '#libs/ledger/index.js';
import type {
  AccountState,
  Clock,
  CorrectUsage,
  DisputedFacts,
  DisputeUsage,
  PurchaseFacts,
} from '#libs/ledger/index.js';
import type { MoneyLine, ReservationOutcome } from '#libs/ledger/domain/terms.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import type { InMemoryJournal } from './in-memory-journal.js';

/** What is looked up in the journal before a command is decided. */
export class ProductFacts {
  private readonly parts;

  constructor(private readonly journal: InMemoryJournal) {
    this.parts = { reader: journal, sha256 };
  }

  isUsed(key: Fingerprint | undefined): boolean {
    return key !== undefined && this.journal.prior(key) !== undefined;
  }

  grantKey(account: string, grant: string): Fingerprint {
    return keys.grantKey(account, grant, sha256);
  }

  reservationKey(account: string, reservation: string): Fingerprint {
    return keys.reservationKey(account, reservation, sha256);
  }

  subscriptionKey(account: string, subscription: string): Fingerprint {
    return keys.subscriptionKey(account, subscription, sha256);
  }

  transferKey(account: string, transfer: string): Fingerprint {
    return keys.transferKey(account, transfer, sha256);
  }

  taken(account: string, product: string): boolean {
    return this.isUsed(keys.takenKey(account, product, sha256));
  }

  settled(account: string, reservation: string, requestId: string): boolean {
    return this.isUsed(keys.settlementKey(account, reservation, requestId, sha256));
  }

  outcomeOf(account: string, reservation: string): ReservationOutcome | null {
    const use = this.journal.prior(keys.outcomeKey(account, reservation, sha256));
    return use === undefined ? null : (keys.outcomeOf(use.content, sha256) ?? null);
  }

  async purchase(
    account: string,
    grant: string,
    { state, clock }: { readonly state: AccountState; readonly clock: Clock },
  ): Promise<PurchaseFacts | undefined> {
    const story = await readPurchaseStory(this.parts, account, grant);
    const reversed = this.isUsed(keys.reversalKey(account, grant, sha256));
    return story && purchaseFacts(story, { state, clock, reversed });
  }

  /** Of an open period or a sealed one. */
  async line(account: string, line: string, state: AccountState): Promise<MoneyLine | undefined> {
    const open = state.status === 'open' ? state.periods.flatMap(({ lines }) => lines) : [];
    return open.find((other) => other.line === line) ?? (await readSealedLine(this.parts, account, line));
  }

  disputeKey(account: string, dispute: string): Fingerprint {
    return keys.disputeKey(account, dispute, sha256);
  }

  async disputed(account: string, key: DisputeUsage['key']): Promise<DisputedFacts | undefined> {
    const facts = await readUsageFacts(this.parts, { account, key });
    return facts && { chargedRevision: facts.chargedRevision, lastRevision: facts.lastRevision };
  }

  async lastOfDispute(account: string, dispute: string): Promise<number | undefined> {
    const opened = await findRecord(this.parts, account, this.disputeKey(account, dispute), 'UsageDisputed');
    return opened && (await this.disputed(account, opened.event.data))?.lastRevision;
  }

  /** The revision of the fact that the client knows: the debit, or its n-th correction. */
  async usage(
    account: string,
    key: CorrectUsage['key'],
    known: number,
  ): Promise<Pick<CorrectUsage, 'facts' | 'revision' | 'superseded'>> {
    const facts = await readUsageFacts(this.parts, { account, key });
    if (facts === undefined) return { facts, revision: 0, superseded: false };
    let revision = facts.chargedRevision;
    for (let correction = 0; correction < known; correction += 1) {
      revision = this.journal.prior(keys.correctionKey(account, revision, sha256))?.revision ?? -1;
    }
    return { facts, revision, superseded: this.isUsed(keys.correctionKey(account, revision, sha256)) };
  }
}
