/** Whose usage block it is. The convention follows the block, not the maker of the model: gateways convert between them. */
export const PROVIDER_FORMATS = [
  'openai.chat',
  'openai.responses',
  'anthropic.messages',
  'gemini',
  'bedrock.converse',
] as const;

export type ProviderFormat = (typeof PROVIDER_FORMATS)[number];
