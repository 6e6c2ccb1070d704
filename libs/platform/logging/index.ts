export { createLogger, LOGGER } from './logger.js';
export { NestLogger } from './nest-logger.js';
export { logRequests } from './request-log.js';
