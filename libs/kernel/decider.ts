/** The domain as three pure functions. `decide` never changes state, reads no clock and does no I/O. */
export interface Decider<Command, State, Event, Rejection> {
  readonly initial: State;
  decide(command: Command, state: State): Decision<Event, Rejection>;
  evolve(state: State, event: Event): State;
}

/** Accepted with events (none if the command has already had its effect), or rejected with the rule it broke. Never both. */
export type Decision<Event, Rejection> =
  | { readonly type: 'accepted'; readonly events: readonly Event[] }
  | { readonly type: 'rejected'; readonly rejection: Rejection };

export function accept<Event>(...events: readonly Event[]): { type: 'accepted'; events: readonly Event[] } {
  return { type: 'accepted', events };
}

export function reject<Rejection>(rejection: Rejection): { type: 'rejected'; rejection: Rejection } {
  return { type: 'rejected', rejection };
}
