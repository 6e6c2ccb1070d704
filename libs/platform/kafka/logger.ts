import kafkajs, { type logCreator } from 'kafkajs';

/** The part of a pino logger that this folder needs. */
export interface KafkaLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** kafkajs' own lines, one level down: it calls an error what it then mends by itself. What it cannot, we log. */
export function kafkajsLog(logger: KafkaLogger): logCreator {
  const { logLevel } = kafkajs;
  return () =>
    ({ level, namespace, log }) => {
      const { message, timestamp: _at, ...fields } = log;
      const line = `kafkajs ${namespace}: ${message}`;
      if (level === logLevel.ERROR) logger.warn(fields, line);
      else if (level === logLevel.WARN) logger.info(fields, line);
      else logger.debug(fields, line);
    };
}
