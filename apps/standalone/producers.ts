import type { Producers } from '#libs/pipeline/index.js';
import type { ApiClients } from '#libs/platform/auth/index.js';
import type { KafkaConfig } from '#libs/platform/config/index.js';
import { usageProducer } from '#libs/platform/kafka/index.js';

/** Who may send usage today, and for which sources (rule 8): API clients and the topic. A file is charged again instead. */
export function currentProducers(clients: ApiClients, kafka: KafkaConfig | undefined): Producers {
  const ofTopic = kafka && usageProducer(kafka);
  return {
    find: async (actor) => {
      if (actor === ofTopic?.actor) return ofTopic;
      const client = await clients.find(actor);
      return client && { actor, sources: client.sources };
    },
  };
}
