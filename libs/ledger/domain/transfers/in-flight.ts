import { totalMicro } from '#libs/kernel/index.js';
import type { OpenAccountState } from '../state.js';

/** What has left the account's grants and may yet come back to them (rule 33): room for it is kept (rule 1). */
export function inFlightMicro({ transfers }: Pick<OpenAccountState, 'transfers'>): bigint {
  return totalMicro(transfers.flatMap(({ parts }) => parts.map(({ amountMicro }) => amountMicro)));
}
