import type { FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { edgeProblem } from './edge-problems.js';

export const BODY_LIMIT_BYTES = 1_048_576;
const DEPTH_LIMIT = 32;

/**
 * Bodies are JSON, parsed here for every route but `rawRoutes`, which get the bytes as they came; `rawTypes` are further
 * content types of those.
 */
export function useBodyParsers(
  app: NestFastifyApplication,
  { rawRoutes, rawTypes }: { readonly rawRoutes: ReadonlySet<string>; readonly rawTypes: readonly string[] },
): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(rawTypes as string[], { parseAs: 'buffer' }, (request, body, done) => {
    const wanted = isIdentityEncoded(request) && isRaw(request);
    done(wanted ? null : edgeProblem('content_type_unsupported'), body);
  });
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!isIdentityEncoded(request)) return done(edgeProblem('content_type_unsupported'));
    if (isRaw(request)) return done(null, body);
    if (jsonDepth(body) > DEPTH_LIMIT) return done(edgeProblem('json_too_deep'));
    return parseJson(request, body.toString('utf8'), (fault, value) => {
      done(fault === null ? null : edgeProblem('json_invalid'), value);
    });
  });

  function isRaw(request: FastifyRequest): boolean {
    return rawRoutes.has(request.routeOptions.url ?? '');
  }
}

function isIdentityEncoded(request: FastifyRequest): boolean {
  const encoding = request.headers['content-encoding'];
  return encoding === undefined || encoding.toLowerCase() === 'identity';
}

/** Deepest nesting of a JSON text, without parsing it: what walks the parsed value may recurse safely below a limit. */
export function jsonDepth(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  scanJson(bytes, (byte) => {
    if (isOpening(byte)) deepest = Math.max(deepest, ++depth);
    if (isClosing(byte)) depth--;
  });
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Calls `onByte` for every byte outside of strings, quotes included. */
export function scanJson(bytes: Uint8Array, onByte: (byte: number, index: number) => void): void {
  let inString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte === QUOTE) inString = !inString;
    if (inString && byte === BACKSLASH) index++;
    else if (!inString || byte === QUOTE) onByte(byte, index);
  }
}

/** `[` or `{` */
export function isOpening(byte: number): boolean {
  return byte === 0x5b || byte === 0x7b;
}

/** `]` or `}` */
export function isClosing(byte: number): boolean {
  return byte === 0x5d || byte === 0x7d;
}
