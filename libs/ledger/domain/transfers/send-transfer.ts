import { accept, credits, reject, smallerCredits, totalMicro, type Credits } from '#libs/kernel/index.js';
import type { CommandContext, SendTransfer } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent, TransferPart } from '../events.js';
import { termsOf } from '../grants/terms-of.js';
import type { AccountState, LiveGrant, OpenAccountState } from '../state.js';
import { movableMicro } from './movable.js';
import { partCost } from './part-cost.js';

type Sending = SendTransfer & { readonly context: CommandContext };

/** Step one (rule 33): the credits leave the sender's grants, in the order of the burn; from now on they are in flight. */
export function sendTransfer(command: Sending, state: AccountState): AccountDecision {
  const { account, transfer, to, amountMicro, context } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (state.standing === 'closed') return reject({ code: 'account_closed', account });
  if (context.idUsed) return reject({ code: 'transfer_exists', transfer });
  if (to === account) return reject({ code: 'transfer_to_itself', account });
  if (amountMicro <= 0n) return reject({ code: 'transfer_not_positive', amountMicro });
  const movable = movableGrants(command, state);
  const availableMicro = totalMicro(movable.map((one) => one.freeMicro));
  if (availableMicro < amountMicro) {
    return reject({ code: 'credits_insufficient', neededMicro: amountMicro, availableMicro });
  }
  const parts = partsOf(movable, amountMicro);
  return accept<AccountEvent>({ type: 'TransferSent', data: { account, transfer, to, amountMicro, parts } });
}

interface Movable {
  readonly grant: LiveGrant;
  readonly freeMicro: Credits;
}

function movableGrants({ policy, context }: Sending, { grants }: OpenAccountState): readonly Movable[] {
  return grants
    .map((grant) => ({ grant, freeMicro: movableMicro(grant, context.clock.now, policy) }))
    .filter(({ freeMicro }) => freeMicro > 0n);
}

function partsOf(movable: readonly Movable[], amountMicro: Credits): readonly TransferPart[] {
  let dueMicro: bigint = amountMicro;
  return movable.flatMap(({ grant, freeMicro }) => {
    if (dueMicro === 0n) return [];
    const part = smallerCredits(freeMicro, credits(dueMicro));
    dueMicro -= part;
    return [{ grant: termsOf(grant), amountMicro: part, costBasis: partCost(grant, part) }];
  });
}
