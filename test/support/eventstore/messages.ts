import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { AppendResp, BatchAppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Decision, LoggedEvent, ProposedEvent } from './stored-log.js';

type Wrong = Extract<Decision, { type: 'wrong' }>;

interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(name: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export function proposedEvent(message: ProposedMessage): ProposedEvent {
  return {
    id: message.getId()!.getString(),
    type: message.getMetadataMap().get('type')!,
    contentType: message.getMetadataMap().get('content-type')!,
    data: message.getData_asU8(),
    customMetadata: message.getCustomMetadata_asU8(),
  };
}

export function streamOf(identifier: StreamIdentifier | undefined): string {
  return Buffer.from(identifier!.getStreamName_asU8()).toString('utf8');
}

export function identifierOf(stream: string): StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8').toString('base64'));
}

export function eventResponse(logged: LoggedEvent): ReadResp {
  const position = String(logged.position);
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(logged.id))
    .setStreamIdentifier(identifierOf(logged.stream))
    .setStreamRevision(String(logged.revision))
    .setPreparePosition(position)
    .setCommitPosition(position)
    .setData(logged.data)
    .setCustomMetadata(logged.customMetadata);
  const metadata = event.getMetadataMap();
  metadata.set('type', logged.type).set('content-type', logged.contentType).set('created', logged.created);
  return new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(position));
}

export function appendResponse(decision: Decision): AppendResp {
  if (decision.type === 'wrong') return new streams.AppendResp().setWrongExpectedVersion(wrongVersion(decision));
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(decision.position)).setPreparePosition(String(decision.position));
  const success = new streams.AppendResp.Success().setCurrentRevision(String(decision.revision)).setPosition(position);
  return new streams.AppendResp().setSuccess(success);
}

export function batchResponse(correlation: UUID, stream: string, decision: Decision): BatchAppendResp {
  const response = new streams.BatchAppendResp()
    .setCorrelationId(correlation)
    .setStreamIdentifier(identifierOf(stream));
  if (decision.type === 'wrong') return response.setError(batchError(decision));
  const position = new shared.AllStreamPosition();
  position.setCommitPosition(String(decision.position)).setPreparePosition(String(decision.position));
  const success = new streams.BatchAppendResp.Success();
  return response.setSuccess(success.setCurrentRevision(String(decision.revision)).setPosition(position));
}

function wrongVersion({ expected, actual }: Wrong): AppendResp.WrongExpectedVersion {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(actual));
  if (expected === 'any') return wrong.setExpectedAny(new shared.Empty());
  if (expected === 'stream_exists') return wrong.setExpectedStreamExists(new shared.Empty());
  if (expected < 0) return wrong.setExpectedNoStream(new shared.Empty());
  return wrong.setExpectedRevision(String(expected));
}

/** On the batch stream an error is a google.rpc.Status whose details are packed under the name of their type. */
function batchError({ expected, actual }: Wrong): Status {
  const wrong = new shared.WrongExpectedVersion();
  if (actual < 0) wrong.setCurrentNoStream(new empty.Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (expected === 'any') wrong.setExpectedAny(new empty.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new empty.Empty());
  else if (expected < 0) wrong.setExpectedNoStream(new empty.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  const details = new any.Any();
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  return new status.Status().setCode(9).setMessage('wrong expected version').setDetails(details);
}
