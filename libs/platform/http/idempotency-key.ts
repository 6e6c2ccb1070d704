import type { FastifyRequest } from 'fastify';
import { edgeProblem } from './edge-problems.js';

const PRINTABLE_ASCII = /^[\x20-\x7e]{1,128}$/;

/**
 * The Idempotency-Key header, which every command needs (rule 9).
 * @throws ProblemException `idempotency_key_missing`, `idempotency_key_invalid`
 */
export function idempotencyKeyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  const pointer = '/Idempotency-Key';
  if (key === undefined || key === '') throw edgeProblem('idempotency_key_missing', { pointer });
  if (typeof key !== 'string' || !PRINTABLE_ASCII.test(key)) throw edgeProblem('idempotency_key_invalid', { pointer });
  return key;
}
