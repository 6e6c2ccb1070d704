/** The store could not do its work. `retriable`: the same bytes may be sent again; the outcome of this try is unknown. */
export class JournalFault extends Error {
  override readonly name = 'JournalFault';

  constructor(
    readonly code: string,
    message: string,
    readonly retriable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Other writers came first at every try. */
export class ConcurrencyExhausted extends Error {
  override readonly name = 'ConcurrencyExhausted';
  readonly code = 'concurrency_exhausted';
  readonly retriable = true;
}
