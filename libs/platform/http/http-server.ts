import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { edgeProblem } from './edge-problems.js';
import { BODY_LIMIT_BYTES } from './json-body.js';
import { sendProblem } from './problem.filter.js';

const REQUEST_TIMEOUT_MS = 60_000;
const PARAMETER_LENGTH_MAX = 512;

/** Fastify with the limits of this service; even what it refuses before any route is a problem. */
export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    genReqId: () => randomUUID(),
    frameworkErrors: (_error: FastifyError, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, edgeProblem('request_malformed')),
    clientErrorHandler: (error, socket) => refuseConnection(error.code, socket),
  });
}

/** What is no HTTP never becomes a request, so the answer is written to the socket. */
function refuseConnection(code: string | undefined, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  const { problem } = edgeProblem('request_malformed');
  const body = JSON.stringify(problem);
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\ncontent-type: application/problem+json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}
