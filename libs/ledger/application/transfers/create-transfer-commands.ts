import { ClientCommands, type CommandParts } from '#libs/journal/application/client-commands.js';
import type { Session } from '#libs/journal/application/session.js';
import type { AccountId } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { accountAggregate, accountDecider } from '../../domain/account.js';
import type { SendTransfer } from '../../domain/commands.js';
import type { AccountEvent } from '../../domain/events.js';
import { transferKey } from '../../domain/keys.js';
import type { AccountRejection } from '../../domain/rejections.js';
import type { AccountState } from '../../domain/state.js';
import { effectOf } from '../effect-of.js';
import type { TransferAnswer, TransferCommands } from './transfer-commands.js';
import { TransferCourier } from './transfer-courier.js';
import { transferEnding } from './transfer-ending.js';

export function createTransferCommands(parts: CommandParts): TransferCommands {
  const stepOne = createStepOne(parts);
  const courier = new TransferCourier(parts);

  return {
    async send(command, origin): Promise<TransferAnswer> {
      const answer = await stepOne.execute(command, origin);
      if (answer.type === 'rejected') return answer;
      await courier.deliver(command.account, command.transfer);
      const { state, position } = await stateOf(parts, command.account);
      const isInFlight =
        state.status === 'open' && state.transfers.some(({ transfer }) => transfer === command.transfer);
      if (isInFlight) return { ...answer, state, position, status: 'in_flight', reason: null };
      return { ...answer, state, position, ...(await transferEnding(parts.reader, command, answer.revision)) };
    },

    async finish(account): Promise<void> {
      const { state } = await stateOf(parts, account);
      if (state.status === 'unopened') return;
      for (const { transfer } of state.transfers) await courier.deliver(account, transfer);
    },
  };
}

function createStepOne(
  parts: CommandParts,
): ClientCommands<SendTransfer, AccountState, AccountEvent, AccountRejection> {
  const keyOf = ({ account, transfer }: SendTransfer): string => transferKey(account, transfer, parts.sha256);
  return new ClientCommands<SendTransfer, AccountState, AccountEvent, AccountRejection>(
    {
      aggregate: accountAggregate,
      idOf: ({ account }) => account,
      needs: (command) => ({ keys: [keyOf(command)], streams: [] }),
      decide: (command, state, { clock, alreadyDone, prior }) => {
        const context = { clock, alreadyDone, idUsed: prior(keyOf(command)) !== undefined };
        return accountDecider.decide({ ...command, context }, state);
      },
      effectOf,
    },
    parts,
  );
}

/** As the writer knows it: decisions and answers never read projections. */
async function stateOf(
  { writer }: CommandParts,
  account: AccountId,
): Promise<{ readonly state: AccountState; readonly position: Position }> {
  const { result: state, position } = await writer.submit({
    lane: 'interactive',
    weight: 1,
    needs: () => ({ keys: [], streams: [{ category: accountAggregate.category, id: account }] }),
    decide: (session: Session): AccountState => session.state(accountAggregate, account),
  });
  return { state, position };
}
