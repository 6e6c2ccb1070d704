/**
 * What can be counted: disjoint kinds, in canonical order (rule 5 hashes and rule 17 stores in this order).
 * The order is a stored format: a new kind goes to the end, none is ever moved or renamed.
 */
export const KINDS = [
  'input',
  'input_audio',
  'input_image',
  'input_video',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'output',
  'output_audio',
  'output_image',
  'reasoning',
  'image',
  'audio_ms',
  'compute_ms',
  'tool_call',
  'workflow_call',
  'labelled_item',
  'request',
] as const;

export type Kind = (typeof KINDS)[number];

/** The largest quantity of one kind in one usage; safe as a JavaScript integer. */
export const QUANTITY_MAX = 1_000_000_000_000;

/** One kind and how much of it: a whole number from 1 to QUANTITY_MAX (zeros are left out). */
export interface Quantity {
  readonly kind: Kind;
  readonly quantity: number;
}

/** Speed and price class of a call; a dimension of the tariff. Stored order: add at the end only. */
export const TIERS = ['standard', 'batch', 'priority', 'fast'] as const;
export type Tier = (typeof TIERS)[number];

/** How the figures were obtained by the gateway. Stored order: add at the end only. */
export const QUALITIES = ['measured', 'estimated', 'partial'] as const;
export type Quality = (typeof QUALITIES)[number];
