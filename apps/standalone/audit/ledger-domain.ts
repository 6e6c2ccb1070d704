import type { LedgerDomain } from '#libs/audit/index.js';
import { partnerContractAggregate, productAggregate, tariffBookAggregate, tariffHash } from '#libs/catalog/index.js';
import type { Aggregate, DomainEvent } from '#libs/journal/contract.js';
import { accountAggregate, postingsOf, tariffBookOf } from '#libs/ledger/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';

/** The domain that decides, for auditors to fold with. */
export const LEDGER_DOMAIN: LedgerDomain = {
  account: accountAggregate,
  tariffBook: tariffBookAggregate,
  others: [productAggregate, partnerContractAggregate] as readonly Aggregate<unknown, DomainEvent>[],
  postingsOf,
  tariffBookOf,
  tariffHash: (tariff) => tariffHash(tariff, sha256),
};
