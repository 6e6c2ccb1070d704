import { copyOf, putBack, type Book } from './account/book.js';
import { adjustDown, buy, creditNote, giveCredits, reversePurchase } from './account/buying.js';
import { charge } from './account/charging.js';
import { correct, type Known } from './account/correcting.js';
import { dispute, resolve } from './account/disputing.js';
import type { Deed, Told, ToldUsage } from './account/deeds.js';
import { doWhatIsDue, isAnythingDue } from './account/due.js';
import { release, reserve } from './account/holding.js';
import { receive, send, takeBack, type Transfer } from './account/moving.js';
import { changeBilling, openAccount, removeMember, setMember, setPolicy, setStatus } from './account/settings.js';
import { cancelSubscription, changeSubscription, settleInstalments, subscribe } from './account/subscribing.js';

/** `done`, `again` (told before: nothing happens), `passed over`, `conflict`, or the code of a refusal. */
export type Outcome = string;

type TransferStep = Extract<Deed, { type: 'receiveTransfer' | 'completeTransfer' | 'returnTransfer' }>;
type OnBook = Exclude<
  Deed,
  { type: 'openAccount' | 'use' | 'receiveTransfer' | 'completeTransfer' | 'returnTransfer' }
>;

export function accountOf(deed: Deed): string {
  return deed.type === 'use' ? deed.usage.account : deed.account;
}

/** Every account of a ledger, and what may happen only once in all of it. */
export class WholeLedger {
  readonly books = new Map<string, Book>();
  readonly usages = new Map<string, Known>();
  readonly transfers = new Map<string, Transfer>();
  /** Content by usage key, and the conflicts told already (rules 4, 6). */
  private readonly contents = new Map<string, string>();
  private readonly done = new Set<string>();

  tell(told: Told): Outcome {
    const { deed, key } = told;
    if (deed.type === 'use') return this.use(told, deed.usage, deed.receivedAt);
    if (isOfTransfer(deed)) return this.transferStep(told, deed);
    if (this.done.has(key)) return 'again';
    const refusal = deed.type === 'openAccount' ? this.open(told, deed) : this.onBook(told, deed);
    if (refusal !== null) return refusal;
    if (deed.type !== 'timer') this.done.add(key);
    return 'done';
  }

  private open({ moment }: Told, deed: Extract<Deed, { type: 'openAccount' }>): string | null {
    if (this.books.has(deed.account)) return 'account_exists';
    const book = openAccount(deed, moment);
    if (typeof book === 'string') return book;
    this.books.set(deed.account, book);
    return null;
  }

  private onBook(told: Told, deed: OnBook): string | null {
    const book = this.books.get(deed.account);
    if (book === undefined) return 'account_unknown';
    return this.afterWhatIsDue(book, told, () => this.happen(book, told, deed));
  }

  /** What was due is undone where the deed is refused: it is due again next time. */
  private afterWhatIsDue(book: Book, { moment }: Told, happen: () => string | null): string | null {
    const saved = isAnythingDue(book, moment) ? copyOf(book) : null;
    doWhatIsDue(book, moment);
    const refusal = happen();
    if (refusal !== null && saved !== null) putBack(book, saved);
    return refusal;
  }

  private happen(book: Book, { moment }: Told, deed: OnBook): string | null {
    switch (deed.type) {
      case 'setStatus':
        return setStatus(book, deed.status);
      case 'changeBilling':
        return changeBilling(book, deed.zone, deed.billingDay, moment);
      case 'setPolicy':
        return setPolicy(book, deed.policy);
      case 'addMember':
      case 'setMemberLimit':
        return setMember(book, deed);
      case 'removeMember':
        return removeMember(book, deed.member);
      case 'assignBook':
        return deed.effectiveFrom < moment.now ? 'effective_in_past' : null;
      case 'giveCredits':
        return giveCredits(book, deed, moment);
      case 'adjustDown':
        return adjustDown(book, deed.grant, deed.amountMicro);
      case 'reserve':
        return reserve(book, deed, moment);
      case 'release':
        return release(book, deed.reservation);
      case 'correct':
        return correct(book, deed, this.knownOn(book, deed.source, deed.id), moment);
      case 'dispute':
        return dispute(book, deed, this.knownOn(book, deed.source, deed.id));
      case 'resolve':
        return resolve(book, deed, ({ source, id }) => this.knownOn(book, source, id));
      case 'subscribe':
        return subscribe(book, deed.subscription, deed.terms, deed.currency, moment);
      case 'changeSubscription':
        return changeSubscription(book, deed.subscription, deed.terms, deed.currency, moment);
      case 'cancelSubscription':
        return cancelSubscription(book, deed.subscription);
      case 'settleInstalments':
        return settleInstalments(book, deed.subscription, moment);
      case 'buy':
        return buy(book, deed, moment);
      case 'reversePurchase':
        return reversePurchase(book, deed.grant, deed.kind, moment);
      case 'creditNote':
        return creditNote(book, deed.line, deed.amountMinor, moment);
      case 'send': {
        const transfer = send(book, deed, moment);
        if (typeof transfer === 'string') return transfer;
        this.transfers.set(deed.transfer, transfer);
        return null;
      }
      case 'timer':
        return null;
    }
  }

  private knownOn(book: Book, source: string, id: string): Known | undefined {
    const known = this.usages.get(JSON.stringify([source, id]));
    return known?.usage.account === book.account ? known : undefined;
  }

  /** Rules 4 and 6: the key is (source, id), whatever the account. */
  private use(told: Told, usage: ToldUsage, receivedAt: number): Outcome {
    const key = JSON.stringify([usage.source, usage.id]);
    const before = this.contents.get(key);
    if (before !== undefined) return before === contentOf(usage) ? 'again' : 'usage_key_conflict';
    const book = this.books.get(usage.account);
    if (book === undefined) return 'account_unknown';
    const refusal = this.afterWhatIsDue(book, told, () => {
      const charged = charge(book, usage, receivedAt);
      if (typeof charged === 'string') return charged;
      this.usages.set(key, { usage, charge: charged, parts: usage.parts, corrections: 0 });
      return null;
    });
    if (refusal !== null) return refusal;
    this.contents.set(key, contentOf(usage));
    return 'done';
  }

  /** Each step follows from the one before; what cannot be received is returned (rule 33). */
  private transferStep(told: Told, deed: TransferStep): Outcome {
    const transfer = this.transfers.get(deed.transfer);
    const book = this.books.get(deed.account);
    if (transfer === undefined) return 'passed over';
    if (deed.type === 'receiveTransfer') {
      if (transfer.stage !== 'sent') return 'passed over';
      const sender = this.books.get(transfer.from)!;
      const refusal =
        book === undefined
          ? 'account_unknown'
          : this.afterWhatIsDue(book, told, () => receive(book, transfer, sender, told.moment));
      transfer.stage = refusal === null ? 'received' : 'refused';
      return refusal ?? 'done';
    }
    if (transfer.stage !== (deed.type === 'completeTransfer' ? 'received' : 'refused')) return 'passed over';
    this.afterWhatIsDue(book!, told, () => {
      if (deed.type === 'returnTransfer') takeBack(book!, transfer, told.moment);
      return null;
    });
    transfer.stage = 'done';
    return 'done';
  }
}

export function isOfTransfer(deed: Deed): deed is TransferStep {
  return ['receiveTransfer', 'completeTransfer', 'returnTransfer'].includes(deed.type);
}

/** Rule 5: who, where, what and how much, not when. */
function contentOf({ account, member, app, model, reservationId, parts }: ToldUsage): string {
  const quantities = parts.map(({ kind, amountMicro }) => `${kind} ${amountMicro}`);
  return JSON.stringify([account, member, app, model, reservationId, quantities]);
}
