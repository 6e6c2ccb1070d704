import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { runIngest, type IngestOptions, type IngestResult } from './ingest.js';
import { median, report } from './report.js';

const PERFORMANCE_PAGE = join(import.meta.dirname, '../../docs/reference/performance.md');

const program = new Command('bench')
  .description(
    'Measures the ingest path: encoded events in memory → all stages → durable append → projections drained.',
  )
  .option('--events <n>', 'metering events', Number, 500_000)
  .option('--accounts <n>', 'accounts, drawn by Zipf', Number, 50_000)
  .option('--seed <n>', 'seed of the workload', Number, 1)
  .option('--batch <n>', 'records handed over at once', Number, 5_000)
  .option('--runs <n>', 'runs, each in a fresh process; the median is shown', Number, 3)
  .option('--one', 'one run in this process, as JSON')
  .option('--write', 'put the result into docs/reference/performance.md')
  .parse();

const options = program.opts<IngestOptions & { runs: number; one?: true; write?: true }>();

if (options.one) console.log(JSON.stringify(await runIngest(options)));
else compare();

function compare(): void {
  const results: IngestResult[] = [];
  for (let run = 1; run <= options.runs; run++) {
    process.stderr.write(`run ${run} of ${options.runs} …\n`);
    results.push(runInFreshProcess());
  }
  const text = report({ machine: machine(), commit: commit(), options, result: median(results) });
  console.log(text);
  if (options.write) writeFileSync(PERFORMANCE_PAGE, text);
}

function runInFreshProcess(): IngestResult {
  const { events, accounts, seed, batch } = options;
  const given = Object.entries({ events, accounts, seed, batch }).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const output = execFileSync(process.execPath, [import.meta.filename, '--one', ...given], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as IngestResult;
}

function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${memory} GiB, Node ${process.versions.node}`;
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
}
