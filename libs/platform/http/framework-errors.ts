import { HttpException } from '@nestjs/common';
import { edgeProblem, type EdgeProblemCode } from './edge-problems.js';
import { ProblemException } from './problem.js';

/** What Fastify and Nest refuse by themselves, by the status they would answer with. */
const BY_STATUS: Readonly<Record<number, EdgeProblemCode>> = {
  404: 'route_unknown',
  413: 'body_too_large',
  415: 'content_type_unsupported',
};

/** The problem a thrown value stands for; `undefined` where it is a fault of ours. */
export function asProblem(thrown: unknown): ProblemException | undefined {
  if (thrown instanceof ProblemException) return thrown;
  const status = statusOf(thrown);
  if (status === undefined || status < 400 || status >= 500) return undefined;
  return edgeProblem(BY_STATUS[status] ?? 'request_malformed');
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = thrown instanceof Error && 'statusCode' in thrown ? thrown.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
