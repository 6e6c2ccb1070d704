import type { EventDefinition } from '#libs/journal/event-definition.js';
import { PARTNER_CONTRACT_PUBLISHED_SCHEMA } from './partner-contract-published.schema.js';
import { PRODUCT_PUBLISHED_SCHEMA } from './product-published.schema.js';
import { TARIFF_PUBLISHED_SCHEMA } from './tariff-published.schema.js';

export const catalogueEventDefinitions: readonly EventDefinition[] = [
  { type: 'TariffPublished', schemas: [TARIFF_PUBLISHED_SCHEMA], keys: () => [] },
  { type: 'ProductPublished', schemas: [PRODUCT_PUBLISHED_SCHEMA], keys: () => [] },
  { type: 'PartnerContractPublished', schemas: [PARTNER_CONTRACT_PUBLISHED_SCHEMA], keys: () => [] },
];
