import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** One line per request, by method and path alone: headers carry keys, queries carry ids, bodies carry everything. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', ({ id, method, url }, { statusCode, elapsedTime }, done) => {
    const level = statusCode >= 500 ? 'error' : 'debug';
    logger[level](
      { request: id, method, path: pathOf(url), status: statusCode, ms: Math.round(elapsedTime) },
      'request',
    );
    done();
  });
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
