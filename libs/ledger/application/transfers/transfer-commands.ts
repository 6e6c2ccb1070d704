import type { CommandAnswer, CommandOrigin } from '#libs/journal/application/client-command.js';
import type { AccountId } from '#libs/kernel/index.js';
import type { SendTransfer } from '../../domain/commands.js';
import type { AccountEvent } from '../../domain/events.js';
import type { AccountRejection } from '../../domain/rejections.js';
import type { AccountState } from '../../domain/state.js';

/** How far a transfer is: `in_flight` until the receiver has it, or it is back. */
export const TRANSFER_STATUSES = ['in_flight', 'completed', 'returned'] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

type StepOne = CommandAnswer<AccountEvent, AccountState, AccountRejection>;

export type TransferAnswer =
  | Extract<StepOne, { type: 'rejected' }>
  | (Extract<StepOne, { type: 'accepted' }> & {
      readonly status: TransferStatus;
      /** The rule the receiver was refused by; `null` unless it was returned. */
      readonly reason: string | null;
    });

export interface TransferCommands {
  /** Both steps; where the second cannot be taken now, the transfer stays in flight and is finished later. */
  send(command: SendTransfer, origin: CommandOrigin): Promise<TransferAnswer>;
  /** Finishes every transfer an account has in flight; safe to repeat. */
  finish(account: AccountId): Promise<void>;
}
