import type { DomainEvent } from '#libs/journal/contract.js';
import type { PartnerContract } from './terms.js';

/** The stored format: add, never change. Stream `partner-<partner>`. */
export type PartnerContractPublished = DomainEvent<'PartnerContractPublished', PartnerContract>;
