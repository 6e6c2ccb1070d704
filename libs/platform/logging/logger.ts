import { pino, type DestinationStream, type Logger } from 'pino';

/** Token of the process's logger. */
export const LOGGER = Symbol('Logger');

/** Members that may carry a secret, wherever they stand in a logged object. */
const SECRETS = ['authorization', 'cookie', 'password', 'secret', 'apiKey', 'adminKey', 'secretHash'];
const REDACTED = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`]);

/** JSON lines; secrets are cut out before they are written. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, redact: { paths: REDACTED, censor: '[redacted]' }, base: { service: 'token-ledger' } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
