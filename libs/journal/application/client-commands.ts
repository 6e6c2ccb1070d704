import { CanonicalText, fingerprint, invariant } from '#libs/kernel/index.js';
import type { Decision, Fingerprint, HashText, Instant } from '#libs/kernel/index.js';
import type { Aggregate, DomainEvent, PriorUse } from '../contract.js';
import type { IntakeRecordsPort } from '../ports/intake-records.port.js';
import type { CommandAnswer, CommandOrigin, IdempotencyKeyReused } from './client-command.js';
import { canonicalJson, rejectionFromText, rejectionToText } from './command-text.js';
import type { JournalReader } from './journal-reader.js';
import type { Session } from './session.js';
import type { JournalWriter } from './writer.js';

/** What differs between the families of streams that take client commands. */
export interface CommandFamily<Command, State, Event extends DomainEvent, Rejection> {
  readonly aggregate: Aggregate<State, Event>;
  idOf(command: Command): string;
  /** Keys besides the command's own that the decision asks about. */
  extraKeys(command: Command): readonly Fingerprint[];
  decide(command: Command, state: State, seen: CommandSeen): Decision<Event, Rejection>;
  /** The event of a decision that is the command's effect. */
  effectOf(events: readonly Event[]): Event;
}

export interface CommandSeen {
  readonly now: Instant;
  /** This command had its effect before. */
  readonly alreadyDone: boolean;
  prior(key: Fingerprint): PriorUse | undefined;
}

export interface CommandParts {
  readonly writer: JournalWriter;
  readonly reader: JournalReader;
  readonly intakeRecords: IntakeRecordsPort;
  readonly sha256: HashText;
}

/** A refusal is remembered this long; an effect for ever (rule 9). */
export const REFUSAL_REMEMBERED_MS = 24 * 60 * 60 * 1000;

type Outcome<Event, State, Rejection> =
  | { readonly type: 'done'; readonly event: Event; readonly revision: number; readonly state: State }
  | { readonly type: 'replay'; readonly prior: PriorUse; readonly state: State }
  | { readonly type: 'rejected'; readonly rejection: Rejection | IdempotencyKeyReused };

/** Executes commands at most once per idempotency key, and answers a retry as the first time (rule 9). */
export class ClientCommands<Command, State, Event extends DomainEvent, Rejection> {
  constructor(
    private readonly family: CommandFamily<Command, State, Event, Rejection>,
    private readonly parts: CommandParts,
  ) {}

  async execute(command: Command, origin: CommandOrigin): Promise<CommandAnswer<Event, State, Rejection>> {
    const { sha256, writer } = this.parts;
    const identity = new CanonicalText('command-key/1').text(origin.client).text(origin.idempotencyKey);
    const key = fingerprint(sha256(identity.toString()));
    const input = fingerprint(sha256(canonicalJson(command)));
    const remembered = await this.rememberedRefusal(key, input, origin);
    if (remembered !== undefined) return remembered;

    const { aggregate } = this.family;
    const id = this.family.idOf(command);
    const { result, position } = await writer.submit<Outcome<Event, State, Rejection>>({
      lane: 'interactive',
      weight: 1,
      needs: () => ({
        keys: [key, ...this.family.extraKeys(command)],
        streams: [{ category: aggregate.category, id }],
      }),
      decide: (session) => this.decide(command, { key, input, origin, id }, session),
    });
    if (result.type === 'rejected') return { type: 'rejected', rejection: result.rejection, replayed: false };
    if (result.type === 'done') {
      const { event, revision, state } = result;
      return { type: 'accepted', event, revision, position, state, replayed: false };
    }
    const event = await this.recorded(result.prior);
    return { type: 'accepted', event, revision: result.prior.revision, position, state: result.state, replayed: true };
  }

  private decide(
    command: Command,
    { key, input, origin, id }: { key: Fingerprint; input: Fingerprint; origin: CommandOrigin; id: string },
    session: Session,
  ): Outcome<Event, State, Rejection> {
    const { aggregate, effectOf } = this.family;
    const prior = session.prior(key);
    if (prior !== undefined && prior.content !== input) {
      return { type: 'rejected', rejection: keyReused(origin) };
    }
    const state = session.state(aggregate, id);
    const alreadyDone = prior !== undefined;
    const seen: CommandSeen = { now: session.now, alreadyDone, prior: (other) => session.prior(other) };
    const decision = this.family.decide(command, state, seen);
    if (decision.type === 'rejected') {
      const rejection = rejectionToText(decision.rejection);
      session.record({ commandRefusals: [{ key, input, rejection, refusedAt: session.now }] });
      return { type: 'rejected', rejection: decision.rejection };
    }
    if (prior !== undefined) return { type: 'replay', prior, state };
    const { client, receivedAt } = origin;
    const cause = { type: 'command', client, key, input } as const;
    const last = session.append(aggregate, id, decision.events, { actor: client, cause, receivedAt });
    const event = effectOf(decision.events);
    const revision = last - (decision.events.length - 1) + decision.events.indexOf(event);
    return { type: 'done', event, revision, state: session.state(aggregate, id) };
  }

  private async rememberedRefusal(
    key: Fingerprint,
    input: Fingerprint,
    origin: CommandOrigin,
  ): Promise<CommandAnswer<Event, State, Rejection> | undefined> {
    const notBefore = origin.receivedAt - REFUSAL_REMEMBERED_MS;
    const refusal = await this.parts.intakeRecords.commandRefusal(key, notBefore);
    if (refusal === undefined) return undefined;
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
