import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerDuplexStream,
  type StatusObject,
} from '@grpc/grpc-js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { answerAppend, answerBatchAppends, DROPPED, type Decide } from './append-calls.js';
import { ServerFaults } from './faults.js';
import { answerRead, answerSubscription, type ReadCall } from './read-call.js';
import { StoredLog } from './stored-log.js';

const RECEIVED_MAX_BYTES = 20 * 1024 * 1024;

type Rpc = 'features' | 'read' | 'subscribe' | 'append' | 'batchAppend';

/**
 * EventStoreDB as far as its gRPC protocol goes, from the definitions that the client brings along: reads, appends by call
 * and by batch, subscriptions, features. What it stores outlives a kill; it can be told to misbehave as no real server can.
 */
export class WireServer {
  readonly log = new StoredLog();
  readonly faults = new ServerFaults();
  /** Calls begun, of each kind. */
  readonly calls: Record<Rpc, number> = { features: 0, read: 0, subscribe: 0, append: 0, batchAppend: 0 };
  private server: Server | undefined;
  port = 0;
  private readonly subscriptions = new Set<ReadCall>();

  static async start(): Promise<WireServer> {
    const server = new WireServer();
    await server.restart();
    return server;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Listens again where it did before, with all that it stored. */
  async restart(): Promise<void> {
    const server = new Server({ 'grpc.max_receive_message_length': RECEIVED_MAX_BYTES });
    server.addService(streamsService.StreamsService, this.streams() as Partial<IStreamsServer> as IStreamsServer);
    server.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: (_call: unknown, answer: sendUnaryData<SupportedMethods>) => this.tellFeatures(answer),
    });
    this.port = await new Promise((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    this.server = server;
  }

  /** All connections are gone at once. */
  kill(): void {
    this.server?.forceShutdown();
    this.server = undefined;
  }

  /** Comes back if it was killed. */
  async revive(): Promise<void> {
    if (this.server === undefined) await this.restart();
  }

  /** Ends every subscription, and nothing else. */
  dropSubscriptions(): void {
    for (const call of this.subscriptions) call.emit('error', DROPPED);
  }

  private streams(): Pick<IStreamsServer, 'read' | 'append' | 'batchAppend'> {
    return {
      read: (call) => this.answer(call),
      append: (call, answer) => {
        this.calls.append += 1;
        const refusal = this.refusal(call.metadata);
        if (refusal !== undefined) answer(refusal);
        else answerAppend(call, answer, this.decide);
      },
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
        this.calls.batchAppend += 1;
        answerBatchAppends(call, this.decide);
      },
    };
  }

  private answer(call: ReadCall): void {
    const subscribes = call.request.getOptions()!.hasSubscription();
    this.calls[subscribes ? 'subscribe' : 'read'] += 1;
    call.on('error', () => undefined);
    if (this.faults.frozen) return;
    const refusal = this.refusal(call.metadata);
    if (refusal !== undefined) return void call.emit('error', refusal);
    if (!subscribes) return answerRead(this.log, call);
    this.subscriptions.add(call);
    for (const end of ['cancelled', 'close', 'error'] as const) call.on(end, () => this.subscriptions.delete(call));
    answerSubscription(this.log, call, `subscription-${this.calls.subscribe}`);
  }

  /** A follower sends those who ask for the leader to the leader. */
  private refusal(asked: Metadata): Partial<StatusObject> | undefined {
    const { leaderPort } = this.faults;
    if (leaderPort === undefined || asked.get('requires-leader').length === 0) return undefined;
    const metadata = new Metadata();
    metadata.set('exception', 'not-leader');
    metadata.set('leader-endpoint-host', '127.0.0.1');
    metadata.set('leader-endpoint-port', String(leaderPort));
    return { code: status.NOT_FOUND, details: 'not the leader', metadata };
  }

  private readonly decide: Decide = async (stream, expected, events) => {
    if (this.faults.frozen) return undefined;
    const fate = this.faults.takeFate();
    if (fate === 'lost') return undefined;
    this.faults.takeBeforeNext()();
    const decision = this.log.append(stream, expected, events);
    if (fate === 'stored_killed') this.kill();
    if (fate === 'stored_killed' || fate === 'stored_unanswered') return undefined;
    if (fate === 'stored_dropped') return 'dropped';
    if (this.faults.appendDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.faults.appendDelayMs));
    return decision;
  };

  private tellFeatures(answer: sendUnaryData<SupportedMethods>): void {
    this.calls.features += 1;
    if (this.faults.frozen) return;
    const batchAppend = new features.SupportedMethod();
    batchAppend.setServiceName('event_store.client.streams.streams').setMethodName('batchappend');
    const supported = new features.SupportedMethods().setEventStoreServerVersion('26.0.3');
    answer(null, supported.setMethodsList(this.faults.offersBatchAppend ? [batchAppend] : []));
  }
}
