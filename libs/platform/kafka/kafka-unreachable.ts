/** No broker answered, or none took our credentials; the message says where we looked. */
export class KafkaUnreachable extends Error {
  override readonly name = 'KafkaUnreachable';
  readonly code = 'kafka_unreachable';

  constructor(brokers: readonly string[], cause: Error) {
    super(
      `No Kafka broker could be used at ${brokers.join(', ')}: ${cause.message}. ` +
        'Check KAFKA_BROKERS and the KAFKA_SSL and KAFKA_SASL settings, or leave KAFKA_BROKERS unset to run without Kafka.',
      { cause },
    );
  }
}
