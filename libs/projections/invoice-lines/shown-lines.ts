import type { Position } from '#libs/journal/contract.js';
import { shownPosition } from '../store/shown-position.js';
import type { ProjectionName } from '../runner/projector-view.js';
import type { Read } from './bill-rows.js';

/** A bill is made of the rows of all of these: in a rebuild of one of them the others are ahead of it. */
const READ_BY_BILLS: readonly ProjectionName[] = ['accounts', 'overage', 'invoice-lines'];

/** Up to where bills show every event. */
export async function billsShownUpTo(db: Read): Promise<Position> {
  const positions = await Promise.all(READ_BY_BILLS.map((projection) => shownPosition(db, projection)));
  return Math.min(...positions);
}
