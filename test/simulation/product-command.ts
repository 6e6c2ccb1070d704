import type { Fingerprint } from '#libs/kernel/index.js';
import type { AccountState, ClientCommand, Clock } from '#libs/ledger/index.js';
import type { Deed } from '../support/oracle/index.js';
import { isPlain, plainCommand, type PlainDeed } from './plain-command.js';
import type { ProductFacts } from './product-facts.js';
import * as own from './product-terms.js';

export type ClientDeed = Exclude<
  Deed,
  { type: 'use' | 'receiveTransfer' | 'completeTransfer' | 'returnTransfer' | 'timer' }
>;

/** The account as it stands before the decision, and the decision's time. */
export interface At {
  readonly state: AccountState;
  readonly clock: Clock;
}

export interface Given {
  readonly command: ClientCommand;
  /** Uses up the id the command gives to something new. */
  readonly idKey?: Fingerprint;
}

/** A deed as the command that a client would give, with the facts that are read before it is decided. */
export async function commandOf(deed: ClientDeed, facts: ProductFacts, at: At): Promise<Given> {
  if (isPlain(deed)) {
    const command = plainCommand(deed) as ClientCommand;
    const grant = deed.type === 'giveCredits' ? deed.grant : undefined;
    return grant === undefined ? { command } : { command, idKey: facts.grantKey(deed.account, grant) };
  }
  switch (deed.type) {
    case 'reserve': {
      const { reservation, account, model, parts, ttlMs, member, app } = deed;
      const given = { account, reservation, model, ttlMs, ...own.named({ member, app }) };
      const priced = { tariffs: own.TARIFFS, components: own.components(parts) };
      const command: ClientCommand = { type: 'ReserveCredits', tier: 'standard', ...given, ...priced };
      return { command, idKey: facts.reservationKey(account, reservation) };
    }
    case 'release': {
      const outcome = facts.outcomeOf(deed.account, deed.reservation);
      const { account, reservation } = deed;
      const command: ClientCommand = { type: 'ReleaseReservation', account, reservation, outcome };
      return { command, idKey: facts.reservationKey(account, reservation) };
    }
    case 'correct': {
      const { account, fault, source, id } = deed;
      const read = await facts.usage(account, { source, id }, deed.known);
      const rerated =
        deed.rerated === undefined
          ? {}
          : { rerated: { tariffs: own.TARIFFS, components: own.components(deed.rerated) } };
      const command: ClientCommand = {
        type: 'CorrectUsage',
        account,
        key: { source, id },
        fault,
        reason: 'test',
        ...read,
        ...rerated,
      };
      return { command };
    }
    case 'dispute': {
      const { account, dispute, source, id } = deed;
      const key = { source, id };
      const read = await facts.disputed(account, key);
      const command: ClientCommand = { type: 'DisputeUsage', account, dispute, key, ground: 'other', facts: read };
      return { command, idKey: facts.disputeKey(account, dispute) };
    }
    case 'resolve': {
      const { account, dispute, outcome } = deed;
      const lastRevision = await facts.lastOfDispute(account, dispute);
      const told = { outcome, explanation: 'test', lastRevision };
      return { command: { type: 'ResolveDispute', account, dispute, ...told } };
    }
    case 'send': {
      const { account, transfer, to, promotional, free } = deed;
      const policy = { promotional, free };
      const amountMicro = own.amount(deed.amountMicro);
      const command: ClientCommand = { type: 'SendTransfer', account, transfer, to, amountMicro, policy };
      return { command, idKey: facts.transferKey(account, transfer) };
    }
    case 'buy':
    case 'subscribe':
    case 'changeSubscription':
    case 'cancelSubscription':
    case 'settleInstalments':
    case 'reversePurchase':
    case 'creditNote':
      return selling(deed, facts, at);
  }
}

type Selling = Exclude<
  ClientDeed,
  PlainDeed | { type: 'reserve' | 'release' | 'correct' | 'dispute' | 'resolve' | 'send' }
>;

async function selling(deed: Selling, facts: ProductFacts, at: At): Promise<Given> {
  const { account } = deed;
  switch (deed.type) {
    case 'buy': {
      const { grant, pack, quantity, currency, payment } = deed;
      const takenBefore = facts.taken(account, pack.product);
      const product = { product: own.pin(pack.product), terms: own.packTerms(pack) };
      const bought = { account, quantity, currency, payment, paymentRef: 'paid', takenBefore, ...own.named({ grant }) };
      const command: ClientCommand = { type: 'BuyPack', ...product, ...bought };
      return { command, ...(grant === undefined ? {} : { idKey: facts.grantKey(account, grant) }) };
    }
    case 'subscribe':
    case 'changeSubscription': {
      const { subscription, currency } = deed;
      const type = deed.type === 'subscribe' ? 'Subscribe' : 'ChangeSubscription';
      const product = { product: own.pin('plan'), terms: own.subscriptionTerms(deed.terms) };
      const command: ClientCommand = { type, account, subscription, currency, ...product };
      return { command, ...(type === 'Subscribe' ? { idKey: facts.subscriptionKey(account, subscription) } : {}) };
    }
    case 'cancelSubscription':
      return { command: { type: 'CancelSubscription', account, subscription: deed.subscription } };
    case 'settleInstalments':
      return { command: { type: 'SettleInstalments', account, subscription: deed.subscription } };
    case 'reversePurchase': {
      const { grant, kind } = deed;
      const read = await facts.purchase(account, grant, at);
      return { command: { type: 'ReversePurchase', account, grant, kind, reason: 'test', facts: read } };
    }
    case 'creditNote': {
      const { line, amountMinor } = deed;
      const sealedLine = await facts.line(account, line, at.state);
      return { command: { type: 'IssueCreditNote', account, line, amountMinor, reason: 'test', sealedLine } };
    }
  }
}
