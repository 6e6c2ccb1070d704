/** One code of a problem: stable for ever, documented in docs/reference/errors.md. */
export interface ProblemKind {
  readonly status: number;
  /** The same for every occurrence. */
  readonly title: string;
  /** What the client can do about it. */
  readonly advice: string;
}

/** Every code of a closed set with its kind: a new code does not compile until it has one. */
export type ProblemTable<Code extends string> = Readonly<Record<Code, ProblemKind>>;

/** What is particular to one occurrence. */
export interface Occurrence {
  /** Replaces the kind's advice where more can be said. */
  readonly detail?: string;
  /** JSON Pointer to the offending member of the body, or `/<name>` of a parameter or header. */
  readonly pointer?: string;
  /** Extension members of the problem. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Body of an answer that is not a success: `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly pointer?: string;
}

/** Ends a request with a problem; the filter writes it. */
export class ProblemException extends Error {
  override readonly name = 'ProblemException';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, kind: ProblemKind, { detail, pointer, facts, headers }: Occurrence = {}) {
    super(code);
    this.headers = headers ?? {};
    this.problem = {
      ...facts,
      type: `urn:tokenledger:problem:${code}`,
      title: kind.title,
      status: kind.status,
      detail: detail ?? kind.advice,
      code,
      ...(pointer === undefined ? {} : { pointer }),
    };
  }
}
