/** A fact the code relies on turned out false. Nobody handles it: the process stops before anything else is committed. */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
}

/** Stays on in production: a wrong amount must stop the ledger, not pass through it. */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new InvariantViolation(sentence);
}

/** Closes an exhaustive switch: a new member of the union does not compile until every switch has answered. */
export function unreachable(value: never): never {
  throw new InvariantViolation(`unreachable: ${String(value)}`);
}
