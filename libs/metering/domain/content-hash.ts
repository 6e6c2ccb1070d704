import { CanonicalText } from '#libs/kernel/index.js';
import type { Usage } from '../contract.js';

/** Stored with every hash, so that a later encoding can still judge an earlier one (rule 5). */
export const CONTENT_HASH_VERSION = 1;

/**
 * What makes two usages of one key the same (rule 5). Times, transport and quality are left out: a redelivery may
 * differ in them. A stored format: a changed field or order is a new version.
 */
export function contentHashText(usage: Usage): string {
  const text = new CanonicalText(`usage-content/${CONTENT_HASH_VERSION}`)
    .text(usage.account)
    .optional(usage.member)
    .optional(usage.app)
    .text(usage.provider)
    .text(usage.model)
    .text(usage.tier)
    .integer(usage.quantities.length);
  for (const { kind, quantity } of usage.quantities) text.text(kind).integer(quantity);
  return text.optional(usage.reservationId).toString();
}
