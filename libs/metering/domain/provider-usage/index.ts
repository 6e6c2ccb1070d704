import { KINDS, QUANTITY_MAX } from '#libs/kernel/index.js';
import { Fault } from '../fault.js';
import type { KindCounts } from '../counts.js';
import type { ProviderUsage } from '../usage-event.js';
import { anthropicMessages } from './anthropic-messages.js';
import { bedrockConverse } from './bedrock-converse.js';
import type { ProviderFormat } from './formats.js';
import { gemini } from './gemini.js';
import { openaiChat } from './openai-chat.js';
import { openaiResponses } from './openai-responses.js';
import { UsageBlock } from './usage-block.js';

const FORMATS: Readonly<Record<ProviderFormat, (block: UsageBlock) => KindCounts>> = {
  'openai.chat': openaiChat,
  'openai.responses': openaiResponses,
  'anthropic.messages': anthropicMessages,
  gemini,
  'bedrock.converse': bedrockConverse,
};

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
