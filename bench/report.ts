import type { IngestOptions, IngestResult } from './ingest.js';

/** Per figure, over several runs. */
export function median(results: readonly IngestResult[]): IngestResult {
  const middle = (of: (result: IngestResult) => number): number => {
    const sorted = results.map(of).sort((left, right) => left - right);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  const stages = Object.keys(results[0]?.stageMicros ?? {});
  return {
    acceptedPerSecond: middle((result) => result.acceptedPerSecond),
    drainedPerSecond: middle((result) => result.drainedPerSecond),
    cpuMicros: middle((result) => result.cpuMicros),
    writerCpuMicros: middle((result) => result.writerCpuMicros),
    stageMicros: Object.fromEntries(
      stages.map((stage) => [stage, middle(({ stageMicros }) => stageMicros[stage] ?? Number.NaN)]),
    ),
    ledgerBytesPerEvent: middle((result) => result.ledgerBytesPerEvent),
  };
}

interface Measured {
  readonly machine: string;
  readonly commit: string;
  readonly options: IngestOptions & { readonly runs: number };
  readonly result: IngestResult;
}

/** The page docs/reference/performance.md. */
export function report({ machine, commit, options, result }: Measured): string {
  const { events, accounts, seed, batch, runs } = options;
  const staged = Object.values(result.stageMicros).reduce((sum, micros) => sum + micros, 0);
  const rows = [
    ...Object.entries(result.stageMicros).sort(([left], [right]) => (left < right ? -1 : 1)),
    ['2-3 rating, decision, state', result.writerCpuMicros - staged] as const,
    ['5 projections, and what the runtime does beside', result.cpuMicros - result.writerCpuMicros] as const,
  ];
  return [
    '# Performance',
    '',
    'Written by `npm run bench -- --write`. Compare ratios and costs per event, not rates of other machines.',
    '',
    `Machine: ${machine}. Commit ${commit}. ${count(events)} events, ${count(accounts)} accounts (Zipf), seed ${seed},`,
    `batches of ${count(batch)}; SQLite with \`synchronous=FULL\`, one commit per batch; median of ${runs} runs, each in a`,
    'fresh process. Events are encoded CloudEvents in memory; "drained" means durable and shown by every projection.',
    '',
    '| figure | value |',
    '| --- | ---: |',
    `| accepted (durable) | ${count(result.acceptedPerSecond)} events/s |`,
    `| drained (all projections) | ${count(result.drainedPerSecond)} events/s |`,
    `| CPU per event, all threads | ${micros(result.cpuMicros)} |`,
    `| stored bytes per event, without indexes | ${count(result.ledgerBytesPerEvent)} |`,
    '',
    '| stage | per event |',
    '| --- | ---: |',
    ...rows.map(([stage, cost]) => `| ${stage} | ${micros(cost)} |`),
    '',
  ].join('\n');
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function micros(value: number): string {
  return `${value.toFixed(1)} µs`;
}
