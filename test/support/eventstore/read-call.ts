import { status, type ServerWritableStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { eventResponse, identifierOf, streamOf } from './messages.js';
import type { LoggedEvent, StoredLog } from './stored-log.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The server searches pages of so many events between two signs of how far it has come. */
const PAGE = 32;

/** A read of a stream or of everything: from a place on, that place included, then the end. The log is read at records only. */
export function answerRead(log: StoredLog, call: ReadCall): void {
  const options = call.request.getOptions()!;
  const stream = options.hasStream() ? streamOf(options.getStream()!.getStreamIdentifier()) : undefined;
  const events = stream === undefined ? log.events : log.stream(stream);
  if (stream !== undefined && events.length === 0) {
    const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream));
    call.write(new streams.ReadResp().setStreamNotFound(missing));
    return void call.end();
  }
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const from = placeToRead(options);
  if (stream === undefined && options.getAll()!.hasPosition() && !events.some(({ position }) => position === from)) {
    return void call.emit('error', { code: status.INVALID_ARGUMENT, details: `no record at ${from}` });
  }
  const wanted = backwards
    ? events.filter((event) => placeIn(event, stream) <= from).toReversed()
    : events.filter((event) => placeIn(event, stream) >= from);
  for (const event of wanted.slice(0, Number(options.getCount()))) call.write(eventResponse(event));
  call.end();
}

/** A subscription: what is stored after a place, a word that this is all, then what comes. */
export function answerSubscription(log: StoredLog, call: ReadCall, id: string): void {
  const options = call.request.getOptions()!;
  const stream = options.hasStream() ? streamOf(options.getStream()!.getStreamIdentifier()) : undefined;
  const from = placeToFollow(options, log.events.at(-1));
  const wanted = wantedBy(options, stream);
  const checkpointEvery = (options.getFilter()?.getCheckpointintervalmultiplier() ?? 0) * PAGE;
  let next = 0;
  const pump = (): void => {
    for (; next < log.events.length; next++) {
      const event = log.events[next]!;
      if (placeIn(event, stream) > from && wanted(event)) call.write(eventResponse(event));
      if (checkpointEvery > 0 && (next + 1) % checkpointEvery === 0) call.write(checkpoint(event));
    }
  };
  call.write(
    new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id)),
  );
  pump();
  call.write(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
  const forget = log.listen(pump);
  for (const end of ['cancelled', 'close', 'error'] as const) call.on(end, forget);
}

type Options = ReadReq.Options;

function placeIn(event: LoggedEvent, stream: string | undefined): number {
  return stream === undefined ? event.position : event.revision;
}

function placeToRead(options: Options): number {
  const part = options.hasStream() ? options.getStream()! : options.getAll()!;
  if (part.hasStart()) return 0;
  if (part.hasEnd()) return Number.MAX_SAFE_INTEGER;
  return givenPlace(options);
}

function placeToFollow(options: Options, newest: LoggedEvent | undefined): number {
  const part = options.hasStream() ? options.getStream()! : options.getAll()!;
  if (part.hasStart()) return -1;
  if (part.hasEnd()) return newest === undefined ? -1 : newest.position;
  return givenPlace(options);
}

function givenPlace(options: Options): number {
  if (options.hasStream()) return Number(options.getStream()!.getRevision());
  return Number(options.getAll()!.getPosition()!.getCommitPosition());
}

function wantedBy(options: Options, stream: string | undefined): (event: LoggedEvent) => boolean {
  if (stream !== undefined) return (event) => event.stream === stream;
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const expression = filter.getStreamIdentifier() ?? filter.getEventType()!;
  const prefixes = expression.getPrefixList();
  const regex = new RegExp(expression.getRegex());
  const matches = (text: string): boolean =>
    prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  return ({ stream: name, type }) => matches(filter.hasStreamIdentifier() ? name : type);
}

function checkpoint({ position }: LoggedEvent): ReadResp {
  const reached = new streams.ReadResp.Checkpoint();
  reached.setCommitPosition(String(position)).setPreparePosition(String(position));
  return new streams.ReadResp().setCheckpoint(reached);
}
