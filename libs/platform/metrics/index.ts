export { Metrics, type KafkaCounters, type MetricSources } from './metrics.js';
export { metricsController } from './metrics.controller.js';
