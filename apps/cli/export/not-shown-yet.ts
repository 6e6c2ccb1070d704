import type { Position } from '#libs/journal/contract.js';

/** The bills do not reach the position an export shall end at. */
export class NotShownYet extends Error {
  override readonly name = 'NotShownYet';
  readonly code = 'not_shown_yet';

  constructor(shown: Position, wanted: Position | undefined) {
    super(
      wanted === undefined
        ? 'No bill is shown yet: start the server, or run tokenledger rebuild.'
        : `Bills are shown up to position ${shown}, not to ${wanted}: start the server, or leave --until out.`,
    );
  }
}
