import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { SourceTotals } from '#libs/journal/ports/intake-records.port.js';
import type { WebhookFigures } from '#libs/delivery/contract.js';
import type { ProjectionLag } from '#libs/projections/contract.js';
import { registerWebhookMetrics } from './webhook-metrics.js';

/** Where the figures come from that are read when somebody asks. */
export interface MetricSources {
  lag(): Promise<ProjectionLag>;
  /** First outcomes of everything received, for ever (rule 37). */
  totals(): Promise<readonly SourceTotals[]>;
  /** Records Kafka holds for us; `undefined` without Kafka. */
  kafkaLag(): number | undefined;
  webhooks(): Promise<WebhookFigures>;
}

/** What the Kafka intake counts. */
export interface KafkaCounters {
  consumed(records: number): void;
  lost(records: number): void;
  replaced(): void;
  restarted(): void;
}

const PREFIX = 'tokenledger_';

/** The series of one process, in a registry of its own. */
export class Metrics {
  readonly registry = new Registry();
  readonly kafka: KafkaCounters;
  private readonly requests: Histogram<'method' | 'route' | 'status'>;

  constructor(sources: MetricSources) {
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
    this.requests = new Histogram({
      name: `${PREFIX}http_request_duration_seconds`,
      help: 'Time from request to answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers: [this.registry],
    });
    this.kafka = this.kafkaCounters();
    this.readLag(sources);
    this.readOutcomes(sources);
    registerWebhookMetrics(this.registry, PREFIX, () => sources.webhooks());
  }

  /** Observes every answer by its route, never by its path: ids would make a series each. */
  observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const labels = { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode };
      this.requests.observe(labels, reply.elapsedTime / 1_000);
      done();
    });
  }

  private readLag({ lag, kafkaLag }: MetricSources): void {
    const [position, head, seconds, kafka] = [
      this.gauge('projection_position', 'Position every read model shows'),
      this.gauge('journal_head', 'Position of the newest record'),
      this.gauge('projection_lag_seconds', 'Age of the oldest event not shown yet'),
      this.gauge('kafka_lag_records', 'Records of the usage topic not read yet, as of their last fetch'),
    ] as const;
    this.gauge('projection_lag_events', 'Events not shown yet', async (events) => {
      const now = await lag();
      position.set(now.position);
      head.set(now.head);
      seconds.set(now.seconds);
      kafka.set(kafkaLag() ?? 0);
      events.set(now.events);
    });
  }

  private readOutcomes({ totals }: MetricSources): void {
    new Gauge({
      name: `${PREFIX}usage_outcomes`,
      help: 'First outcomes of everything received, for ever (rule 37)',
      labelNames: ['source', 'outcome'],
      registers: [this.registry],
      async collect() {
        for (const { source, counts } of await totals()) {
          for (const [outcome, count] of Object.entries(counts)) this.set({ source, outcome }, count);
        }
      },
    });
  }

  private kafkaCounters(): KafkaCounters {
    const consumed = this.counter('kafka_records_consumed_total', 'Records taken in, redelivered ones again');
    const lost = this.counter('kafka_records_lost_total', 'Records the broker had removed before they were read');
    const replaced = this.counter('kafka_topic_replaced_total', 'Topics that began anew under the same name');
    const restarted = this.counter('kafka_consumer_restarts_total', 'Consumers that ended and were replaced');
    return {
      consumed: (records) => consumed.inc(records),
      lost: (records) => lost.inc(records),
      replaced: () => replaced.inc(),
      restarted: () => restarted.inc(),
    };
  }

  private counter(name: string, help: string): Counter {
    return new Counter({ name: PREFIX + name, help, registers: [this.registry] });
  }

  private gauge(name: string, help: string, read?: (gauge: Gauge) => Promise<void>): Gauge {
    const collect = read && { collect: (): Promise<void> => read(gauge) };
    const gauge: Gauge = new Gauge({ name: PREFIX + name, help, registers: [this.registry], ...collect });
    return gauge;
  }
}
