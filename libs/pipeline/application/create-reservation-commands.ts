import { tariffBookAggregate } from '#libs/catalog/index.js';
import {
  ClientCommands,
  type CommandFamily,
  type CommandParts,
  type CommandSeen,
} from '#libs/journal/application/client-commands.js';
import type { Needs, Prepared } from '#libs/journal/application/writer.js';
import { accept, invariant, reject, type Decision, type Fingerprint } from '#libs/kernel/index.js';
import {
  accountAggregate,
  accountDecider,
  outcomeKey,
  outcomeOf,
  reservationKey,
  tariffBookOf,
  type AccountCommand,
  type AccountEvent,
  type AccountState,
  type CommandContext,
} from '#libs/ledger/index.js';
import type { Meter } from '#libs/metering/index.js';
import { rate } from '#libs/rating/index.js';
import type { UsageIntake } from '../contract.js';
import { bookStream } from './charge-needs.js';
import { maximumOf } from './maximum.js';
import {
  isReservationRejection,
  TTL_DEFAULT_MS,
  type Release,
  type ReservationCommands,
  type ReservationRejection,
  type Reserve,
} from './reservations.js';
import { settleReservation } from './settle-reservation.js';

export interface ReservationParts extends CommandParts {
  readonly meter: Meter;
  readonly intake: UsageIntake;
  /** Output reserved where a request says nothing of it. */
  readonly defaultOutputMaximum: number;
}

/** Enough for nearly every answer of today's models. */
export const OUTPUT_MAXIMUM_DEFAULT = 4_096;

type Command = Reserve | Release;
type ReservationDecision = Decision<AccountEvent, ReservationRejection>;

/** Reservations need prices, so their commands live where rating and ledger meet. */
export function createReservationCommands(parts: ReservationParts): ReservationCommands {
  const commands = new ClientCommands<Command, AccountState, AccountEvent, ReservationRejection>(
    new ReservationFamily(parts),
    parts,
  );
  return {
    reserve: (command, origin) => commands.execute(command, origin),
    release: (command, origin) => commands.execute(command, origin),
    settle: (settlement) => settleReservation(settlement, parts),
  };
}

class ReservationFamily implements CommandFamily<Command, AccountState, AccountEvent, ReservationRejection> {
  readonly aggregate = accountAggregate;

  constructor(private readonly parts: Pick<ReservationParts, 'sha256' | 'defaultOutputMaximum'>) {}

  idOf({ account }: Command): string {
    return account;
  }

  needs(command: Command): Needs {
    const keys = [this.reservationKey(command)];
    return { keys: command.type === 'Release' ? [...keys, this.outcomeKey(command)] : keys, streams: [] };
  }

  followUps({ account }: Command, prepared: Prepared): Needs {
    const state = prepared.state(accountAggregate, account);
    const books = state?.status === 'open' ? state.tariffBooks : [];
    return { keys: [], streams: books.map(({ tariffBook }) => bookStream(tariffBook)) };
  }

  decide(command: Command, state: AccountState, seen: CommandSeen): ReservationDecision {
    if (seen.alreadyDone) return accept();
    return command.type === 'Reserve' ? this.reserve(command, state, seen) : this.release(command, state, seen);
  }

  /** Both decisions end with their own event: what was due comes first (rule 15). */
  effectOf(_command: Command, events: readonly AccountEvent[]): AccountEvent {
    const effect = events.at(-1);
    invariant(effect !== undefined, 'an accepted command has an effect');
    return effect;
  }

  /** Without a price nothing is held: a call that cannot be priced is not begun (rules 2, 30). */
  private reserve(command: Reserve, state: AccountState, seen: CommandSeen): ReservationDecision {
    const { account, reservation, member, app, model, tier, ttlMs = TTL_DEFAULT_MS } = command;
    if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
    const { now } = seen.clock;
    const tariffBook = tariffBookOf(state, now);
    const book = seen.state(tariffBookAggregate, tariffBook);
    const quantities = maximumOf(command, book, now, this.parts.defaultOutputMaximum);
    const rating = rate({ model, tier, app, occurredAt: now, quantities }, book);
    if (rating.type === 'unpriced') {
      return reject({ code: 'rate_unknown', tariffBook, model, kind: rating.quantity.kind, tier });
    }
    if (rating.type === 'out_of_range') return reject({ code: 'amount_out_of_range', account });
    const named = { ...(member !== undefined && { member }), ...(app !== undefined && { app }) };
    const reserved = { type: 'ReserveCredits', account, reservation, ...named, model, tier, ttlMs } as const;
    return decided({ ...reserved, ...rating.rated, context: this.context(command, seen) }, state);
  }

  private release(command: Release, state: AccountState, seen: CommandSeen): ReservationDecision {
    const { account, reservation } = command;
    const ended = seen.prior(this.outcomeKey(command));
    const outcome = ended === undefined ? null : outcomeOf(ended.content, this.parts.sha256);
    invariant(outcome !== undefined, 'a reservation ended in a known way');
    const release = { type: 'ReleaseReservation', account, reservation, outcome } as const;
    return decided({ ...release, context: this.context(command, seen) }, state);
  }

  private context(command: Command, { clock, prior }: CommandSeen): CommandContext {
    return { clock, alreadyDone: false, idUsed: prior(this.reservationKey(command)) !== undefined };
  }

  private reservationKey({ account, reservation }: Command): Fingerprint {
    return reservationKey(account, reservation, this.parts.sha256);
  }

  private outcomeKey({ account, reservation }: Command): Fingerprint {
    return outcomeKey(account, reservation, this.parts.sha256);
  }
}

function decided(command: AccountCommand, state: AccountState): ReservationDecision {
  const decision = accountDecider.decide(command, state);
  if (decision.type === 'accepted') return decision;
  invariant(isReservationRejection(decision.rejection), `a reservation is not refused as ${decision.rejection.code}`);
  return reject(decision.rejection);
}
