import { KINDS, QUANTITY_MAX } from '#libs/kernel/index.js';
import { Fault } from '../fault.js';
import type { KindCounts, ProviderUsage } from '../usage-event.js';
import { anthropicMessages } from './anthropic-messages.js';
import { bedrockConverse } from './bedrock-converse.js';
import { gemini } from './gemini.js';
import { openaiChat } from './openai-chat.js';
import { openaiResponses } from './openai-responses.js';
import { UsageBlock } from './usage-block.js';

/** The convention follows the block's format, not the maker of the model: gateways convert between them. */
const FORMATS = {
  'openai.chat': openaiChat,
  'openai.responses': openaiResponses,
  'anthropic.messages': anthropicMessages,
  gemini,
  'bedrock.converse': bedrockConverse,
} as const satisfies Readonly<Record<string, (block: UsageBlock) => KindCounts>>;

export type ProviderFormat = keyof typeof FORMATS;

export const PROVIDER_FORMATS = Object.keys(FORMATS) as readonly ProviderFormat[];

const POINTER = '/data/usage/block';

/** A provider's usage block → disjoint kinds. What the block holds beside its counts is neither kept nor quoted. */
export function readProviderUsage({ format, block }: ProviderUsage): KindCounts | Fault {
  const reader = new UsageBlock(block, POINTER);
  const counts = FORMATS[format](reader);
  if (reader.fault !== undefined) return reader.fault;
  if (!reader.counted) {
    return new Fault(
      'usage_missing',
      `The block has none of the counts of ${format}; send the provider's final usage, or quantities with quality partial.`,
      POINTER,
    );
  }
  return oversized(counts) ?? counts;
}

/** Sums of counts that are each within bounds may leave them. */
function oversized(counts: KindCounts): Fault | undefined {
  const kind = KINDS.find((candidate) => (counts[candidate] ?? 0) > QUANTITY_MAX);
  if (kind === undefined) return undefined;
  return new Fault('quantity_invalid', `The counts of ${kind} sum to more than 10^12.`, POINTER);
}
