/** A file or folder the command was told of is not there. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
  readonly code = 'not_found';
}
