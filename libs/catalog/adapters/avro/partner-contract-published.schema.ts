import { SHARE_BASES } from '../../domain/contracts/terms.js';

/** Minor units too: a bigint in memory, exact over the whole of int64. */
const AMOUNT = { type: 'long', logicalType: 'credits' } as const;

/** The stored format of `PartnerContractPublished`, version 1: never changed. A changed one is a new version with an upcaster. */
export const PARTNER_CONTRACT_PUBLISHED_SCHEMA = {
  type: 'record',
  name: 'PartnerContractPublished',
  fields: [
    { name: 'partner', type: 'string' },
    { name: 'version', type: 'int' },
    { name: 'effectiveFrom', type: 'long' },
    { name: 'name', type: 'string' },
    { name: 'illustrative', type: 'boolean' },
    { name: 'apps', type: { type: 'array', items: 'string' } },
    {
      name: 'share',
      type: {
        type: 'record',
        name: 'Share',
        fields: [
          { name: 'numerator', type: 'int' },
          { name: 'denominator', type: 'int' },
        ],
      },
    },
    { name: 'basis', type: { type: 'enum', name: 'ShareBasis', symbols: [...SHARE_BASES] } },
    {
      name: 'listPrice',
      type: {
        type: 'record',
        name: 'ListPrice',
        fields: [
          { name: 'amountMinor', type: AMOUNT },
          { name: 'perMicro', type: AMOUNT },
          { name: 'currency', type: 'string' },
        ],
      },
    },
    { name: 'hash', type: { type: 'fixed', size: 32, name: 'Sha256', logicalType: 'hex' } },
  ],
} as const;
