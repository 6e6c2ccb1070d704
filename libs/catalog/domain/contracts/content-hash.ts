import { CanonicalText } from '#libs/kernel/index.js';
import type { HashText, Sha256 } from '#libs/kernel/index.js';
import type { PartnerContract } from './terms.js';

/** SHA-256 over every field of a contract, the hash itself excepted, in fixed order. Fixed for ever: settlements pin it. */
export function partnerContractHash(contract: Omit<PartnerContract, 'hash'>, sha256: HashText): Sha256 {
  const { partner, version, effectiveFrom, name, illustrative, apps, share, basis, listPrice } = contract;
  const text = new CanonicalText('partner-contract/1')
    .text(partner)
    .integer(version)
    .integer(effectiveFrom)
    .text(name)
    .integer(illustrative ? 1 : 0)
    // The count goes first, so that no app can pass for what follows.
    .integer(apps.length);
  for (const app of apps) text.text(app);
  text.integer(share.numerator).integer(share.denominator).text(basis);
  text.integer(listPrice.amountMinor).integer(listPrice.perMicro).text(listPrice.currency);
  return sha256(text.toString());
}
