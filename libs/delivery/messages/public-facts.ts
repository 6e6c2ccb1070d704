import type { AccountEvent } from '#libs/ledger/contract.js';
import { ACCOUNT_FACTS } from './facts/account-facts.js';
import { DISPUTE_FACTS } from './facts/dispute-facts.js';
import { GRANT_FACTS } from './facts/grant-facts.js';
import { PERIOD_FACTS } from './facts/period-facts.js';
import { RESERVATION_FACTS } from './facts/reservation-facts.js';
import { SELLING_FACTS } from './facts/selling-facts.js';
import { TRANSFER_FACTS } from './facts/transfer-facts.js';
import { USAGE_FACTS } from './facts/usage-facts.js';
import type { FactsOf } from './public-fact.js';

/** What the outside is told of every account event. */
export const PUBLIC_FACTS: FactsOf<AccountEvent> = {
  ...ACCOUNT_FACTS,
  ...PERIOD_FACTS,
  ...GRANT_FACTS,
  ...USAGE_FACTS,
  ...DISPUTE_FACTS,
  ...RESERVATION_FACTS,
  ...SELLING_FACTS,
  ...TRANSFER_FACTS,
};
