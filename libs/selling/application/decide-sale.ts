import { accept, reject, unreachable, type Decision, type Fingerprint, type HashText } from '#libs/kernel/index.js';
import { productAggregate } from '#libs/catalog/index.js';
import type { CommandSeen } from '#libs/journal/application/client-commands.js';
import type { Needs } from '#libs/journal/application/writer.js';
import {
  accountDecider,
  grantKey,
  subscriptionKey,
  takenKey,
  type AccountEvent,
  type AccountRejection,
  type AccountState,
  type ClientCommand,
  type OpenAccountState,
} from '#libs/ledger/index.js';
import type { BuyPack, ChangeSubscription, SellingCommand, Subscribe } from '../domain/commands.js';
import { offered, type Enquiry, type Offered } from '../domain/offered.js';
import type { SellingRejection } from '../domain/rejections.js';
import { packTermsOf, pinOf, subscriptionTermsOf } from '../domain/terms.js';

export type SaleDecision = Decision<AccountEvent, AccountRejection | SellingRejection>;

/** The product's stream, and the ids that are used once. */
export function needsOfSale(command: SellingCommand, sha256: HashText): Needs {
  const idKey = idKeyOf(command, sha256);
  const taken = command.type === 'BuyPack' ? [takenKey(command.account, command.product, sha256)] : [];
  return {
    keys: idKey === undefined ? taken : [idKey, ...taken],
    streams: 'product' in command ? [{ category: productAggregate.category, id: command.product }] : [],
  };
}

/** The version sold at this moment goes into the ledger's command, which then decides. */
export function decideSale(
  command: SellingCommand,
  state: AccountState,
  seen: CommandSeen,
  sha256: HashText,
): SaleDecision {
  const { clock, alreadyDone, prior } = seen;
  if (alreadyDone) return accept();
  const { account } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const agreed = agree(command, state, seen, sha256);
  if (agreed.type === 'rejected') return agreed;
  const idKey = idKeyOf(command, sha256);
  const idUsed = idKey !== undefined && prior(idKey) !== undefined;
  return accountDecider.decide({ ...agreed.command, context: { clock, alreadyDone, idUsed } }, state);
}

type Agreed =
  | { readonly type: 'agreed'; readonly command: Extract<ClientCommand, { type: SellingCommand['type'] }> }
  | { readonly type: 'rejected'; readonly rejection: SellingRejection };

function agree(command: SellingCommand, state: OpenAccountState, seen: CommandSeen, sha256: HashText): Agreed {
  switch (command.type) {
    case 'Subscribe':
    case 'ChangeSubscription':
      return agreeOnTerms(command, look(command, state, seen, subscriptionTermsOf));
    case 'BuyPack': {
      const found = look(command, state, seen, (product) => packTermsOf(product, command.quantity));
      const takenBefore = seen.prior(takenKey(command.account, command.product, sha256)) !== undefined;
      return agreeOnPack(command, found, takenBefore);
    }
    case 'CancelSubscription':
    case 'SettleInstalments':
      return { type: 'agreed', command };
    default:
      return unreachable(command);
  }
}

function agreeOnTerms(
  command: Subscribe | ChangeSubscription,
  found: Offered<NonNullable<ReturnType<typeof subscriptionTermsOf>>>,
): Agreed {
  if (found.type === 'rejected') return found;
  const { product, terms } = found;
  return { type: 'agreed', command: { ...command, product: pinOf(product), terms, currency: product.currency } };
}

function agreeOnPack(
  command: BuyPack,
  found: Offered<NonNullable<ReturnType<typeof packTermsOf>>>,
  takenBefore: boolean,
): Agreed {
  if (found.type === 'rejected') return found;
  const { product, terms } = found;
  const { currency } = product;
  return { type: 'agreed', command: { ...command, product: pinOf(product), terms, currency, takenBefore } };
}

function look<Terms>(
  { product }: { readonly product: string },
  { kind: accountKind }: OpenAccountState,
  { clock, state }: CommandSeen,
  termsOf: Parameters<typeof offered<Terms>>[2],
): Offered<Terms> {
  const enquiry: Enquiry = { product, accountKind, at: clock.now };
  return offered(state(productAggregate, product), enquiry, termsOf);
}

/** Of the id the command gives to something new. */
function idKeyOf(command: SellingCommand, sha256: HashText): Fingerprint | undefined {
  if (command.type === 'Subscribe') return subscriptionKey(command.account, command.subscription, sha256);
  if (command.type !== 'BuyPack' || command.grant === undefined) return undefined;
  return grantKey(command.account, command.grant, sha256);
}
