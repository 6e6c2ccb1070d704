import type { EventDefinition } from '#libs/journal/event-definition.js';
import { TARIFF_PUBLISHED_SCHEMA } from './tariff-published.schema.js';

export const catalogueEventDefinitions: readonly EventDefinition[] = [
  { type: 'TariffPublished', schemas: [TARIFF_PUBLISHED_SCHEMA], keys: () => [], isCommandEffect: true },
];
