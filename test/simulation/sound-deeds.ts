import {
  isOfTransfer,
  type Deed,
  type Pack,
  type Part,
  type Terms,
  type Told,
  type WholeLedger,
} from '../support/oracle/index.js';

/**
 * Deeds as the whole product can be told them: terms that the catalogue would publish, quantities that a gateway would
 * measure. `undefined`: there is no way to tell it from outside.
 */
export function soundly(told: Told, ledger: WholeLedger): Told | undefined {
  const { deed } = told;
  if (isOfTransfer(deed) || (deed.type === 'correct' && deed.rerated !== undefined)) return undefined;
  // What is held for an account that opens later is charged by itself, at another time than the oracle's.
  if (deed.type === 'use' && !ledger.books.has(deed.usage.account)) return undefined;
  return { ...told, deed: sound(deed) };
}

function sound(deed: Deed): Deed {
  if (deed.type === 'use') return { ...deed, usage: { ...deed.usage, parts: measured(deed.usage.parts) } };
  if (deed.type === 'reserve') return { ...deed, parts: measured(deed.parts) };
  if (deed.type === 'buy') return { ...deed, pack: offered(deed.pack, deed.quantity) };
  if (deed.type === 'subscribe' || deed.type === 'changeSubscription') {
    return { ...deed, terms: published(deed.terms) };
  }
  return deed;
}

/** The steps that the product takes by itself once a transfer was sent. */
export function stepsAfter({ key, moment, deed }: Told, ledger: WholeLedger): Told[] {
  if (deed.type !== 'send') return [];
  const { transfer, to, account } = deed;
  const step = (type: 'receiveTransfer' | 'completeTransfer' | 'returnTransfer', on: string): Told => {
    return { key, moment, deed: { type, transfer, account: on } };
  };
  if (ledger.transfers.get(transfer)?.stage !== 'sent') return [];
  return [step('receiveTransfer', to), step('completeTransfer', account), step('returnTransfer', account)];
}

function measured(parts: readonly Part[]): Part[] {
  const used = parts.filter((part) => part.amountMicro > 0n);
  return used.length > 0 ? used : [{ kind: 'input', amountMicro: 1n }];
}

function published(terms: Terms): Terms {
  const brings = terms.kind === 'plan' || terms.kind === 'free_quota';
  const isWhole = terms.every !== null || terms.kind === 'instalment';
  return {
    ...terms,
    allowanceMicro: brings && terms.allowanceMicro === 0n ? 1n : terms.allowanceMicro,
    firstPeriod: isWhole ? 'whole' : terms.firstPeriod,
  };
}

/** A discount is for many packs, and no second pack is sold where one is all a customer gets. */
function offered(pack: Pack, quantity: number): Pack {
  return quantity < 2 || pack.oncePerCustomer ? { ...pack, discount: null } : pack;
}
