import type { Instant } from '#libs/kernel/index.js';

/** Minor units for `perMicro`: a larger price is a mistake. */
export const LIST_PRICE_MINOR_MAX = 10n ** 12n;
export const APPS_MAX = 100;
/** Either number of a share: enough for a millionth. */
export const SHARE_TERM_MAX = 1_000_000;

/** Why a contract was not published: `code` names the rule, the rest are its facts. */
export type PartnerContractRejection =
  | { readonly code: 'partner_contract_not_valid'; readonly reason: PartnerContractFault }
  /** A month is settled by one version. */
  | { readonly code: 'partner_contract_mid_month'; readonly effectiveFrom: Instant }
  /** A month that is over was settled by the versions there were; only the first may reach back. */
  | { readonly code: 'partner_contract_effective_in_past'; readonly effectiveFrom: Instant; readonly now: Instant };

/**
 * Looked for in this order. `name`, `currency`: empty, over-long or no ISO 4217 code. `apps`: none, too many, one twice
 * or an impossible name. `share`: no fraction from 0 to 1. `list_price`: below zero, beyond its bound or for no credits.
 */
export type PartnerContractFault = 'name' | 'currency' | 'apps' | 'share' | 'list_price';
