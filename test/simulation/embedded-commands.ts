import type { EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { Kind } from '#libs/kernel/index.js';
import type { Deed, Part } from '../support/oracle/index.js';
import { packProduct, renewedProduct } from './embedded-products.js';
import { isPlain, plainCommand } from './plain-command.js';
import { amount, named } from './product-terms.js';

export type CommandDeed = Exclude<Deed, { type: 'use' }>;

export interface Giving {
  readonly ledger: EmbeddedLedger;
  readonly origin: CommandOrigin;
  /** Of the fact about a usage that the client knows: the debit, or its n-th correction. */
  revisionOf(usage: { readonly source: string; readonly id: string }, known: number): number;
}

type Sold = Extract<Deed, { type: 'buy' | 'subscribe' | 'changeSubscription' }>;

interface Answer {
  readonly type: 'accepted' | 'rejected';
  readonly replayed?: boolean;
  readonly rejection?: { readonly code: string };
}

/** Gives a deed to the ledger as whoever it comes from would. @returns its outcome in the oracle's words */
export async function give(deed: CommandDeed, { ledger, origin, revisionOf }: Giving): Promise<string> {
  if (isPlain(deed)) return inWords(await ledger.accounts.execute(plainCommand(deed), origin));
  switch (deed.type) {
    case 'reserve': {
      const { account, reservation, model, ttlMs, member, app } = deed;
      const maximum = quantities(deed.parts);
      const asked = { account, reservation, model, ttlMs, maximum, ...named({ member, app }) };
      return inWords(await ledger.reservations.reserve({ type: 'Reserve', tier: 'standard', ...asked }, origin));
    }
    case 'release': {
      const { account, reservation } = deed;
      return inWords(await ledger.reservations.release({ type: 'Release', account, reservation }, origin));
    }
    case 'correct': {
      const { account, source, id, fault, known } = deed;
      const revision = revisionOf({ source, id }, known);
      const asked = { account, key: { source, id }, revision, fault, reason: 'test' };
      return inWords(await ledger.corrections.correct({ type: 'Correct', ...asked }, origin));
    }
    case 'dispute': {
      const { account, dispute, source, id } = deed;
      const command = { type: 'DisputeUsage', account, dispute, key: { source, id }, ground: 'other' } as const;
      return inWords(await ledger.accounts.execute(command, origin));
    }
    case 'resolve': {
      const { account, dispute, outcome } = deed;
      const command = { type: 'ResolveDispute', account, dispute, outcome, explanation: 'test' } as const;
      return inWords(await ledger.accounts.execute(command, origin));
    }
    case 'send': {
      const { account, transfer, to, promotional, free } = deed;
      const moved = { account, transfer, to, amountMicro: amount(deed.amountMicro), policy: { promotional, free } };
      return inWords(await ledger.transfers.send({ type: 'SendTransfer', ...moved }, origin));
    }
    case 'timer': {
      await ledger.dueWork({ due: () => Promise.resolve([deed.account]) }).run();
      return 'done';
    }
    case 'reversePurchase': {
      const { account, grant, kind } = deed;
      const command = { type: 'ReversePurchase', account, grant, kind, reason: 'test' } as const;
      return inWords(await ledger.accounts.execute(command, origin));
    }
    case 'creditNote': {
      const { account, line, amountMinor } = deed;
      const command = { type: 'IssueCreditNote', account, line, amountMinor, reason: 'test' } as const;
      return inWords(await ledger.accounts.execute(command, origin));
    }
    case 'cancelSubscription':
    case 'settleInstalments': {
      const { account, subscription } = deed;
      const type = deed.type === 'cancelSubscription' ? 'CancelSubscription' : 'SettleInstalments';
      return inWords(await ledger.selling.execute({ type, account, subscription }, origin));
    }
    case 'subscribe':
    case 'changeSubscription':
    case 'buy':
      return sell(deed, ledger, origin);
    case 'receiveTransfer':
    case 'completeTransfer':
    case 'returnTransfer':
      throw new Error('the product takes these steps by itself');
  }
}

/** Each deed has terms of its own: they are published just before they are sold. */
async function sell(deed: Sold, { products, selling }: EmbeddedLedger, origin: CommandOrigin): Promise<string> {
  const { idempotencyKey } = origin;
  const offer = deed.type === 'buy' ? packProduct(deed) : renewedProduct(deed, idempotencyKey);
  const published = await products.publish(offer, { ...origin, idempotencyKey: `${idempotencyKey} published` });
  if (published.type === 'rejected') throw new Error(`the catalogue refused a product: ${published.rejection.code}`);
  const { account } = deed;
  const { product } = offer;
  if (deed.type === 'buy') {
    const { quantity, payment, grant } = deed;
    const bought = { account, product, quantity, payment, paymentRef: 'paid', ...named({ grant }) };
    return inWords(await selling.execute({ type: 'BuyPack', ...bought }, origin));
  }
  const type = deed.type === 'subscribe' ? 'Subscribe' : 'ChangeSubscription';
  return inWords(await selling.execute({ type, account, subscription: deed.subscription, product }, origin));
}

function inWords(answer: Answer): string {
  if (answer.type === 'rejected') return answer.rejection?.code ?? 'rejected';
  return answer.replayed === true ? 'again' : 'done';
}

function quantities(parts: readonly Part[]): { kind: Kind; quantity: number }[] {
  const told = parts.map(({ kind, amountMicro }) => ({ kind: kind as Kind, quantity: Number(amountMicro) }));
  return told.some(({ kind }) => kind === 'output') ? told : [...told, { kind: 'output', quantity: 0 }];
}
