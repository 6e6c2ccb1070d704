import type { Recovery } from './overage-payers.js';
import type { LotText } from './lot.js';
import type { PlaceText } from './place.js';
import type { AddToFlow } from './settlement-rows.js';

/** What `recovered` sums by: a lot has no control character, so the last one parts them. */
function recoveredName(place: PlaceText, lot: LotText): string {
  return `${place}\t${lot}`;
}

export function partsOfRecovered(name: string): { readonly place: PlaceText; readonly lot: LotText } {
  const at = name.lastIndexOf('\t');
  return { place: name.slice(0, at), lot: name.slice(at + 1) };
}

/** Overage that was repaid or billed counts from then on (rule 36). */
export function recover(add: AddToFlow, recoveries: readonly Recovery[]): void {
  for (const { place, lot, amountMicro } of recoveries) add(recoveredName(place, lot), amountMicro);
}
