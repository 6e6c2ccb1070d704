import { commandClock, type CommandParts } from '#libs/journal/application/client-commands.js';
import type { Origin, Session } from '#libs/journal/application/session.js';
import type { Needs } from '#libs/journal/application/writer.js';
import type { Position, RecordedEvent } from '#libs/journal/contract.js';
import { invariant, type AccountId, type Decision } from '#libs/kernel/index.js';
import { accountAggregate, accountDecider } from '../../domain/account.js';
import type { CommandContext, InternalCommand } from '../../domain/commands.js';
import type { AccountEvent, TransferSent } from '../../domain/events.js';
import { transferKey, transferStepKey } from '../../domain/keys.js';
import type { AccountRejection } from '../../domain/rejections.js';
import type { OpenAccountState } from '../../domain/state.js';
import { findRecord } from '../find-record.js';

/** What step two came to; `ended`: there was none to take, the transfer is not in flight. */
type StepTwo =
  | { readonly type: 'received' }
  | { readonly type: 'refused'; readonly reason: AccountRejection['code'] }
  | { readonly type: 'ended' };

/**
 * Brings transfers to their receivers (rule 33). Each step is an append of its own, on one account, so that no two
 * accounts ever wait for each other; each may be repeated, for the state and the keys of the parts say what was done. A
 * process that ends between two steps leaves a transfer in flight, which whoever comes next finishes.
 */
export class TransferCourier {
  constructor(private readonly parts: CommandParts) {}

  /** Takes what is left of a transfer's steps. @returns the position at which read models show it */
  async deliver(account: AccountId, transfer: string): Promise<Position | undefined> {
    const key = transferKey(account, transfer, this.parts.sha256);
    const sent = await findRecord(this.parts, account, key, 'TransferSent');
    if (sent === undefined) return undefined;
    const { result } = await this.submit(sent, (session) => this.receive(sent, session));
    if (result.type === 'ended') return undefined;
    const { position } = await this.submit(sent, (session) => this.end(sent, result, session));
    return position;
  }

  private submit<Result>(
    { event: { data } }: RecordedEvent<TransferSent>,
    decide: (session: Session) => Result,
  ): Promise<{ readonly result: Result; readonly position: Position }> {
    const { account, transfer, to } = data;
    const key = transferStepKey(account, transfer, 0, this.parts.sha256);
    const needs = (): Needs => ({ keys: [key], streams: [account, to].map(accountStream) });
    return this.parts.writer.submit({ lane: 'interactive', weight: 1, needs, decide });
  }

  /** Step two, on the receiver. */
  private receive(sent: RecordedEvent<TransferSent>, session: Session): StepTwo {
    const { account, transfer, to, parts } = sent.event.data;
    const sender = session.state(accountAggregate, account);
    if (!isInFlight(sender as OpenAccountState, transfer)) return { type: 'ended' };
    const incoming = parts.map(({ grant, amountMicro, costBasis }, part) => {
      return { part, terms: grant, amountMicro, costBasis };
    });
    const { currency } = sender as OpenAccountState;
    const context = this.context(session, this.isReceived(sent, session));
    const command = { account: to, transfer, from: account, currency, parts: incoming, context } as const;
    const decision = this.decide({ type: 'ReceiveTransfer', ...command }, sent, session);
    return decision.type === 'accepted' ? { type: 'received' } : { type: 'refused', reason: decision.rejection.code };
  }

  /** Completion or compensation, on the sender. What has arrived meanwhile, by whoever brought it, is never returned. */
  private end(sent: RecordedEvent<TransferSent>, stepTwo: StepTwo, session: Session): void {
    const { account, transfer } = sent.event.data;
    const context = this.context(session, false);
    const isReturned = stepTwo.type === 'refused' && !this.isReceived(sent, session);
    const command: InternalCommand = isReturned
      ? { type: 'ReturnTransfer', account, transfer, reason: stepTwo.reason, context }
      : { type: 'CompleteTransfer', account, transfer, context };
    const decision = this.decide(command, sent, session);
    invariant(decision.type === 'accepted', 'the end of a transfer is never refused');
  }

  private decide(
    command: InternalCommand,
    sent: RecordedEvent<TransferSent>,
    session: Session,
  ): Decision<AccountEvent, AccountRejection> {
    const decision = accountDecider.decide(command, session.state(accountAggregate, command.account));
    if (decision.type === 'accepted' && decision.events.length > 0) {
      session.append(accountAggregate, command.account, decision.events, originOf(sent));
    }
    return decision;
  }

  private isReceived({ event: { data } }: RecordedEvent<TransferSent>, session: Session): boolean {
    return session.prior(transferStepKey(data.account, data.transfer, 0, this.parts.sha256)) !== undefined;
  }

  private context(session: Session, idUsed: boolean): CommandContext {
    return { clock: commandClock(session.now, this.parts), alreadyDone: false, idUsed };
  }
}

/** Every step is a consequence of the command that sent the transfer, whoever takes it and when. */
function originOf({ meta: { actor, receivedAt, cause } }: RecordedEvent<TransferSent>): Origin {
  invariant(cause.type === 'command', 'a transfer is sent by a command');
  return { actor, receivedAt, cause: { type: 'consequence', client: cause.client, key: cause.key } };
}

function isInFlight({ transfers }: OpenAccountState, transfer: string): boolean {
  return transfers.some((pending) => pending.transfer === transfer);
}

function accountStream(id: AccountId): Needs['streams'][number] {
  return { category: accountAggregate.category, id };
}
