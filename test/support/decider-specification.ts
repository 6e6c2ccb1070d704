import { expect } from '@jest/globals';
import type { Decider, Decision } from '#libs/kernel/index.js';
import { frozen } from './frozen.js';

/** A command as it is given once more, when the keys of its first feeding are known to whoever decides. */
export type GiveAgain<Command, Event> = (command: Command, recorded: Recorded<Event>) => Command;

/** What the first feeding recorded: events, the first of them at this revision of its stream. */
export interface Recorded<Event> {
  readonly events: readonly Event[];
  readonly firstRevision: number;
}

/**
 * Examples of a decider: given a history, when a command comes, then these events, nothing, or this rejection. Every
 * accepted example is fed twice: the second decision, over the folded events and with the keys of the first, must be
 * accepted and empty. So each example of an accepted command is a proof of retry safety too. Histories, states and
 * commands are frozen: a decider that changes what it was given throws.
 */
export class DeciderSpecification<Command, State, Event, Rejection> {
  constructor(
    private readonly decider: Decider<Command, State, Event, Rejection>,
    private readonly giveAgain: GiveAgain<Command, Event>,
  ) {}

  given(...history: readonly Event[]) {
    return { when: (command: Command) => this.example(history, frozen(command)) };
  }

  private example(history: readonly Event[], command: Command) {
    const state = this.fold(this.decider.initial, history);
    const decide = (): Decision<Event, Rejection> => this.decider.decide(command, state);
    const accepted = (expected: readonly Event[]): void => {
      expect(decide()).toEqual({ type: 'accepted', events: expected });
      const recorded = { events: expected, firstRevision: history.length };
      const again = this.decider.decide(frozen(this.giveAgain(command, recorded)), this.fold(state, expected));
      expect(again).toEqual({ type: 'accepted', events: [] });
    };
    return {
      thenEvents: (first: Event, ...others: readonly Event[]): void => accepted([first, ...others]),
      thenNothing: (): void => accepted([]),
      thenRejected: (rejection: Rejection): void => expect(decide()).toEqual({ type: 'rejected', rejection }),
    };
  }

  private fold(state: State, events: readonly Event[]): State {
    return events.reduce((before, event) => frozen(this.decider.evolve(before, frozen(event))), frozen(state));
  }
}
