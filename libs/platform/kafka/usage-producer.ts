import type { Producer } from '#libs/pipeline/contract.js';
import type { KafkaConfig } from '../config/index.js';

/** Who sends what comes by the usage topic: the topic itself, with the sources it was configured for (rule 8). */
export function usageProducer({
  usageTopic,
  usageSources,
}: Pick<KafkaConfig, 'usageTopic' | 'usageSources'>): Producer {
  return { actor: `kafka:${usageTopic}`, sources: usageSources };
}
