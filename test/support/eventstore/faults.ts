/** What becomes of the next append, once. */
export type AppendFate =
  | 'answered'
  /** Not stored, no answer. */
  | 'lost'
  /** Stored, no answer. */
  | 'stored_unanswered'
  /** Stored, then the call is broken off. */
  | 'stored_dropped'
  /** Stored, then the whole server is gone. */
  | 'stored_killed';

/** Faults on demand: set them before the call they are for. */
export class ServerFaults {
  /** Nothing is answered at all; connections stay up. */
  frozen = false;
  offersBatchAppend = true;
  /** Where the leader listens, if this node is a follower: it then refuses what only the leader may answer. */
  leaderPort: number | undefined;
  /** Every answer to an append waits so long. */
  appendDelayMs = 0;
  nextAppend: AppendFate = 'answered';
  /** Runs before the next append is decided, once: another writer may come first. */
  beforeNextAppend: () => void = () => undefined;

  takeFate(): AppendFate {
    const fate = this.nextAppend;
    this.nextAppend = 'answered';
    return fate;
  }

  takeBeforeNext(): () => void {
    const before = this.beforeNextAppend;
    this.beforeNextAppend = () => undefined;
    return before;
  }
}
