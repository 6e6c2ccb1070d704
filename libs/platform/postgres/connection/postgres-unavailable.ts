import pg from 'pg';

/** Of the server's own errors those that pass by themselves: shut down, out of means, waited too long, in each other's way. */
const PASSING = /^(?:08|40|53|57)|^55P03$/;

/** The server could not be reached, did not answer in time or gave up. What was not committed has not happened. */
export class PostgresUnavailable extends Error {
  override readonly name = 'PostgresUnavailable';
  readonly code = 'postgres_unavailable';
  readonly retriable = true;

  constructor(cause: unknown) {
    super(`PostgreSQL did not do its work: ${reasonOf(cause)}`, { cause });
  }
}

/** The last words on a connection, though they come as the answer to a statement: shut down, crashed, starting. */
const FAREWELL = /^57P0/;

/** Whether the server itself said no, so that the connection is as good as it was. */
export function isAnswer(fault: unknown): boolean {
  return fault instanceof pg.DatabaseError && !FAREWELL.test(fault.code ?? '');
}

/** An error of the statement stays what it is; what has to do with the server or the way to it is told apart. */
export function asPostgresFault(fault: unknown): unknown {
  if (fault instanceof PostgresUnavailable) return fault;
  if (fault instanceof pg.DatabaseError && !PASSING.test(fault.code ?? '')) return fault;
  return new PostgresUnavailable(fault);
}

/** Several addresses tried in vain come as one error that has no words of its own. */
function reasonOf(cause: unknown): string {
  const { message = String(cause), errors = [] } = cause as Partial<AggregateError>;
  return message === '' ? errors.map(String).join('; ') : message;
}
