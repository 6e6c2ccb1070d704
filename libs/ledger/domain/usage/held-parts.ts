import { invariant } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { Hold, LiveGrant } from '../state.js';

/** What a reservation holds of one grant, as a charge draws it down. */
export interface HeldOfGrant {
  /** Index into the account's grants. */
  readonly at: number;
  leftMicro: Credits;
}

/** Both lists are in burn order, so one walk finds every grant of a reservation. */
export function heldParts(grants: readonly LiveGrant[], { parts }: Hold): readonly HeldOfGrant[] {
  let at = 0;
  return parts.map(({ grant, amountMicro }) => {
    while (at < grants.length && grants[at]!.grant !== grant) at += 1;
    invariant(at < grants.length, 'a grant with held credits stays in the account');
    return { at, leftMicro: amountMicro };
  });
}
