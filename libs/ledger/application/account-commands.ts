import type { ClientCommand } from '../domain/commands.js';
import type { AccountEvent } from '../domain/events.js';
import type { AccountRejection } from '../domain/rejections.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { Credits, Instant } from '#libs/kernel/index.js';

/** Who sends a command, and the key that makes a retry safe (rule 9). */
export interface CommandOrigin {
  /** Stable id of the client, the same after its API key was rotated. */
  readonly client: string;
  readonly idempotencyKey: string;
  readonly receivedAt: Instant;
}

export type CommandRejection = AccountRejection | { readonly code: 'idempotency_key_reused'; readonly idempotencyKey: string };

export type CommandAnswer =
  | {
      readonly type: 'accepted';
      /** The event that is the command's effect. */
      readonly event: AccountEvent;
      readonly revision: Revision;
      readonly position: Position;
      /** Sum of what remains in all grants, lapsing ones included. */
      readonly remainingMicro: Credits;
      /** True when this key had its effect before and nothing new was recorded. */
      readonly replayed: boolean;
    }
  | { readonly type: 'rejected'; readonly rejection: CommandRejection; readonly replayed: boolean };

export interface AccountCommands {
  execute(command: ClientCommand, origin: CommandOrigin): Promise<CommandAnswer>;
}
