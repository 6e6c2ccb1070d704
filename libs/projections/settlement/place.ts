import type { Tier } from '#libs/kernel/index.js';
import type { ChargedUsage, StoredTariffPin } from '#libs/ledger/contract.js';

/** Who answered which call for whom. */
export interface Place {
  readonly supplier: string;
  /** The partner application the call was made for. */
  readonly app: string | null;
  readonly model: string;
  readonly tier: Tier;
}

/** A place as a text: no name may hold a control character, so a line feed keeps them apart. */
export type PlaceText = string;

/** Of overage no call made: a chargeback (rule 32). */
export const NO_PLACE: PlaceText = '';

export function placeText({ provider, app, model, tier }: Pick<ChargedUsage, 'provider' | 'app' | 'model' | 'tier'>) {
  return `${provider}\n${app ?? ''}\n${model}\n${tier}`;
}

/** `undefined`: no place. */
export function placeOfText(text: PlaceText): Place | undefined {
  if (text === NO_PLACE) return undefined;
  const [supplier, app, model, tier] = text.split('\n') as [string, string, string, Tier];
  return { supplier, app: app === '' ? null : app, model, tier };
}

/** A place under one tariff version: what a row of usage is kept under. */
export function pricedPlace(place: PlaceText, { book, version }: StoredTariffPin): string {
  return `${place}\n${book}\n${version}`;
}

export function placeAndPin(text: string): {
  readonly place: PlaceText;
  readonly book: string;
  readonly version: number;
} {
  const [supplier, app, model, tier, book, version] = text.split('\n');
  return { place: `${supplier}\n${app}\n${model}\n${tier}`, book: book!, version: Number(version) };
}
