import { isInCreditsRange } from '#libs/kernel/index.js';
import { NAME_LENGTH_MAX } from '../rejections.js';
import { APPS_MAX, LIST_PRICE_MINOR_MAX, SHARE_TERM_MAX, type PartnerContractFault } from './rejections.js';
import type { ListPrice, PartnerTerms } from './terms.js';

/** What is wrong with a contract by itself; `undefined` if it is sound. */
export function partnerContractFault({ name, apps, share, listPrice }: PartnerTerms): PartnerContractFault | undefined {
  if (!isName(name)) return 'name';
  if (!/^[A-Z]{3}$/.test(listPrice.currency)) return 'currency';
  if (apps.length === 0 || apps.length > APPS_MAX || new Set(apps).size < apps.length || !apps.every(isName)) {
    return 'apps';
  }
  if (!isShare(share)) return 'share';
  return isListPrice(listPrice) ? undefined : 'list_price';
}

function isShare({ numerator, denominator }: PartnerTerms['share']): boolean {
  const areWhole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  return areWhole && denominator >= 1 && denominator <= SHARE_TERM_MAX && numerator >= 0 && numerator <= denominator;
}

function isListPrice({ amountMinor, perMicro }: ListPrice): boolean {
  return amountMinor >= 0n && amountMinor <= LIST_PRICE_MINOR_MAX && perMicro > 0n && isInCreditsRange(perMicro);
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_LENGTH_MAX && text.isWellFormed();
}
