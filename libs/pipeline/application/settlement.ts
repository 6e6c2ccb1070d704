import type { Fingerprint, HashText } from '#libs/kernel/index.js';
import { settlementKey } from '#libs/ledger/index.js';
import type { Usage } from '#libs/metering/contract.js';

/** Used where a call with this request id was the last on the reservation (rule 24). */
export function settlementKeyOf({ account, requestId }: Usage, reservation: string, sha256: HashText): Fingerprint {
  return settlementKey(account, reservation, requestId, sha256);
}
