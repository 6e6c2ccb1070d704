import { fingerprint, invariant } from '#libs/kernel/index.js';
import type { Decision, Fingerprint, HashText, Instant } from '#libs/kernel/index.js';
import type { Aggregate, DomainEvent, PriorUse } from '../contract.js';
import type { IntakeRecordsPort } from '../ports/intake-records.port.js';
import { commandKey, type CommandAnswer, type CommandOrigin, type IdempotencyKeyReused } from './client-command.js';
import { canonicalJson, rejectionFromText, rejectionToText } from './command-text.js';
import type { JournalReader } from './journal-reader.js';
import type { Session } from './session.js';
import type { JournalWriter, Needs, Prepared } from './writer.js';

/** What differs between the families of streams that take client commands. */
export interface CommandFamily<Command, State, Event extends DomainEvent, Rejection, Loaded = undefined> {
  readonly aggregate: Aggregate<State, Event>;
  idOf(command: Command): string;
  /** Keys and streams the decision asks about, besides the command's own. */
  needs(command: Command): Needs;
  /** The same, for what only a loaded stream or a key's holder can tell. */
  followUps?(command: Command, prepared: Prepared): Needs;
  /**
   * What the decision must know of the past that no state keeps, read before the command's turn comes; not part of its
   * input. The journal may have gone on by then: whatever could have changed the answer has a key the decision asks about.
   */
  load?(command: Command): Promise<Loaded>;
  decide(command: Command, state: State, seen: CommandSeen, loaded: Loaded): Decision<Event, Rejection>;
  /** The event of an accepted decision that is the command's effect; the others are consequences. */
  effectOf(command: Command, events: readonly Event[]): Event;
}

/** Time as a decision sees it (rule 15). */
export interface CommandClock {
  readonly now: Instant;
  /** Work that gives is done up to here. */
  readonly giveUpTo: Instant;
  /** Work that takes is done up to here: every source has been read past it. */
  readonly takeUpTo: Instant;
  readonly closeGraceMs: number;
}

export interface CommandSeen {
  readonly clock: CommandClock;
  /** This command had its effect before. */
  readonly alreadyDone: boolean;
  /** Use of a key the command asked for. */
  prior(key: Fingerprint): PriorUse | undefined;
  /** State of a stream the command asked for. */
  state<OtherState, OtherEvent extends DomainEvent>(
    aggregate: Aggregate<OtherState, OtherEvent>,
    id: string,
  ): OtherState;
}

export interface CommandParts extends TimeParts {
  readonly writer: JournalWriter;
  readonly reader: JournalReader;
  readonly intakeRecords: IntakeRecordsPort;
  readonly sha256: HashText;
}

export interface TimeParts {
  /** How long after its end a period is sealed and an expired grant's rest is taken (rules 13, 14). */
  readonly closeGraceMs: number;
  /** How far every source of usage has been read: work that takes waits for it (rule 15). */
  readUpTo(): Instant;
}

/** The clock of what is decided because of a command or of time alone. */
export function commandClock(now: Instant, { closeGraceMs, readUpTo }: TimeParts): CommandClock {
  // A source that has not been read at all is at minus infinity, which is no instant.
  const takeUpTo = Math.max(0, Math.min(now, readUpTo()));
  return { now, giveUpTo: now, takeUpTo, closeGraceMs };
}

/** A refusal is remembered this long; an effect for ever (rule 9). */
export const REFUSAL_REMEMBERED_MS = 24 * 60 * 60 * 1000;

const NOTHING: Needs = { keys: [], streams: [] };

type Outcome<Event, State, Rejection> =
  | { readonly type: 'done'; readonly event: Event; readonly revision: number; readonly state: State }
  | { readonly type: 'replay'; readonly prior: PriorUse; readonly state: State }
  | { readonly type: 'rejected'; readonly rejection: Rejection | IdempotencyKeyReused };

interface Turn<Loaded> {
  readonly key: Fingerprint;
  readonly input: Fingerprint;
  readonly origin: CommandOrigin;
  readonly loaded: Loaded;
}

/** Executes commands at most once per idempotency key, and answers a retry as the first time (rule 9). */
export class ClientCommands<Command, State, Event extends DomainEvent, Rejection, Loaded = undefined> {
  constructor(
    private readonly family: CommandFamily<Command, State, Event, Rejection, Loaded>,
    private readonly parts: CommandParts,
  ) {}

  async execute(command: Command, origin: CommandOrigin): Promise<CommandAnswer<Event, State, Rejection>> {
    const { sha256, writer } = this.parts;
    const key = commandKey(origin, sha256);
    const input = fingerprint(sha256(canonicalJson(command)));
    const remembered = await this.rememberedRefusal(key, input, origin);
    if (remembered !== undefined) return remembered;

    const loaded = (await this.family.load?.(command)) as Loaded;
    const { result, position } = await writer.submit<Outcome<Event, State, Rejection>>({
      lane: 'interactive',
      weight: 1,
      needs: () => this.needs(command, key),
      followUps: (prepared) => this.family.followUps?.(command, prepared) ?? NOTHING,
      decide: (session) => this.decide(command, { key, input, origin, loaded }, session),
    });
    if (result.type === 'rejected') return { type: 'rejected', rejection: result.rejection, replayed: false };
    if (result.type === 'done') {
      const { event, revision, state } = result;
      return { type: 'accepted', event, revision, position, state, replayed: false };
    }
    const event = await this.recorded(result.prior);
    return { type: 'accepted', event, revision: result.prior.revision, position, state: result.state, replayed: true };
  }

  private needs(command: Command, key: Fingerprint): Needs {
    const { aggregate } = this.family;
    const { keys, streams } = this.family.needs(command);
    const own = { category: aggregate.category, id: this.family.idOf(command) };
    return { keys: [key, ...keys], streams: [own, ...streams] };
  }

  private decide(command: Command, turn: Turn<Loaded>, session: Session): Outcome<Event, State, Rejection> {
    const { key, input, origin, loaded } = turn;
    const prior = session.prior(key);
    if (prior !== undefined && prior.content !== input) {
      return { type: 'rejected', rejection: keyReused(origin) };
    }
    const state = session.state(this.family.aggregate, this.family.idOf(command));
    const decision = this.family.decide(command, state, this.seen(session, prior !== undefined), loaded);
    if (decision.type === 'rejected') {
      const rejection = rejectionToText(decision.rejection);
      session.record({ commandRefusals: [{ key, input, rejection, refusedAt: session.now }] });
      return { type: 'rejected', rejection: decision.rejection };
    }
    if (prior !== undefined) return { type: 'replay', prior, state };
    return this.append(command, decision.events, turn, session);
  }

  private seen(session: Session, alreadyDone: boolean): CommandSeen {
    return {
      clock: commandClock(session.now, this.parts),
      alreadyDone,
      prior: (key) => session.prior(key),
      state: (aggregate, id) => session.state(aggregate, id),
    };
  }

  /** All in one append; the effect alone is caused by the command itself. */
  private append(
    command: Command,
    events: readonly Event[],
    { key, input, origin: { client, receivedAt } }: Turn<Loaded>,
    session: Session,
  ): Outcome<Event, State, Rejection> {
    const { aggregate } = this.family;
    const id = this.family.idOf(command);
    const event = this.family.effectOf(command, events);
    const at = events.indexOf(event);
    invariant(at >= 0, 'the effect of a command is one of its events');
    const consequence = { actor: client, receivedAt, cause: { type: 'consequence', client, key } } as const;
    const effect = { actor: client, receivedAt, cause: { type: 'command', client, key, input } } as const;
    session.append(aggregate, id, events.slice(0, at), consequence);
    const revision = session.append(aggregate, id, [event], effect);
    session.append(aggregate, id, events.slice(at + 1), consequence);
    return { type: 'done', event, revision, state: session.state(aggregate, id) };
  }

  private async rememberedRefusal(
    key: Fingerprint,
    input: Fingerprint,
    origin: CommandOrigin,
  ): Promise<CommandAnswer<Event, State, Rejection> | undefined> {
    const notBefore = origin.receivedAt - REFUSAL_REMEMBERED_MS;
    const refusal = await this.parts.intakeRecords.commandRefusal(key, notBefore);
    // Of two sent at once the second may have had its effect after the first was refused: the effect counts.
    if (refusal === undefined || (await this.parts.reader.findKey(key)) !== undefined) return undefined;
    if (refusal.input !== input) return { type: 'rejected', rejection: keyReused(origin), replayed: false };
    return { type: 'rejected', rejection: rejectionFromText<Rejection>(refusal.rejection), replayed: true };
  }

  private async recorded({ stream, revision }: PriorUse): Promise<Event> {
    const [record] = await this.parts.reader.stream<Event>(stream, revision, 1);
    invariant(record?.revision === revision, `the effect of a command stands at ${stream}@${revision}`);
    return record.event;
  }
}

function keyReused({ idempotencyKey }: CommandOrigin): IdempotencyKeyReused {
  return { code: 'idempotency_key_reused', idempotencyKey };
}
