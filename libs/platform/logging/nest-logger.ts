import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own words in our log. What it tells of its start is of interest when the start is being debugged. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...parameters: readonly unknown[]): void {
    this.logger.debug({ nest: parameters }, String(message));
  }

  debug(message: unknown, ...parameters: readonly unknown[]): void {
    this.logger.debug({ nest: parameters }, String(message));
  }

  verbose(message: unknown, ...parameters: readonly unknown[]): void {
    this.logger.trace({ nest: parameters }, String(message));
  }

  warn(message: unknown, ...parameters: readonly unknown[]): void {
    this.logger.warn({ nest: parameters }, String(message));
  }

  error(message: unknown, ...parameters: readonly unknown[]): void {
    this.logger.error({ nest: parameters, ...(message instanceof Error ? { err: message } : {}) }, String(message));
  }

  fatal(message: unknown, ...parameters: readonly unknown[]): void {
    this.logger.fatal({ nest: parameters, ...(message instanceof Error ? { err: message } : {}) }, String(message));
  }
}
