import { status, type ServerDuplexStream, type ServerReadableStream, type sendUnaryData } from '@grpc/grpc-js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { appendResponse, batchResponse, proposedEvent, streamOf } from './messages.js';
import type { Decision, Expected, ProposedEvent } from './stored-log.js';

/** Decides an append; `undefined`: say nothing; `dropped`: break the call off. */
export type Decide = (
  stream: string,
  expected: Expected,
  events: readonly ProposedEvent[],
) => Promise<Decision | undefined | 'dropped'>;

export const DROPPED = Object.assign(new Error('dropped'), { code: status.UNAVAILABLE, details: 'dropped' });

/** One append by a call of its own. */
export function answerAppend(
  call: ServerReadableStream<AppendReq, AppendResp>,
  answer: sendUnaryData<AppendResp>,
  decide: Decide,
): void {
  let options: AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  call.on('data', (request: AppendReq) => {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (message !== undefined) events.push(proposedEvent(message));
  });
  call.on('error', () => undefined);
  call.on('end', () => {
    if (options === undefined) return;
    const revision = options.hasRevision() ? options.getRevision() : undefined;
    const stream = streamOf(options.getStreamIdentifier());
    void decide(stream, expectedOf(options, revision), events).then((decision) => {
      if (decision === 'dropped') answer(DROPPED);
      else if (decision !== undefined) answer(null, appendResponse(decision));
    });
  });
}

/** Many appends, in parts, on one stream; answers carry the id of what they answer. */
export function answerBatchAppends(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>, decide: Decide): void {
  const open = new Map<string, { readonly options: BatchAppendReq.Options; readonly events: ProposedEvent[] }>();
  call.on('data', (request: BatchAppendReq) => {
    const correlation = request.getCorrelationId()!;
    const id = correlation.getString();
    const batch = open.get(id) ?? { options: request.getOptions()!, events: [] };
    open.set(id, batch);
    batch.events.push(...request.getProposedMessagesList().map(proposedEvent));
    if (!request.getIsFinal()) return;
    open.delete(id);
    const { options, events } = batch;
    const stream = streamOf(options.getStreamIdentifier());
    const revision = options.hasStreamPosition() ? options.getStreamPosition() : undefined;
    void decide(stream, expectedOf(options, revision), events).then((decision) => {
      if (decision === 'dropped') call.emit('error', DROPPED);
      else if (decision !== undefined && !call.cancelled) call.write(batchResponse(correlation, stream, decision));
    });
  });
  call.on('error', () => undefined);
  call.on('end', () => call.end());
}

interface ExpectationOptions {
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

function expectedOf(options: ExpectationOptions, revision: string | undefined): Expected {
  if (revision !== undefined) return Number(revision);
  if (options.hasNoStream()) return -1;
  return options.hasStreamExists() ? 'stream_exists' : 'any';
}
