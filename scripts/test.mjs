/**
 * Everything that must hold before a change is in, cheapest first; stops at the first step that fails.
 * The last line is the count of tests: `N passed, N failed`. It is also kept in .cache/test-results/summary.txt.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CHECKS = ['build', 'typecheck', 'lint', 'format:check', 'dependencies'];
const SUITES = ['test:unit', 'test:integration', 'test:e2e'];

const results = join(import.meta.dirname, '../.cache/test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const NO_TESTS = { passed: 0, failed: 0, skipped: 0 };

const finished = [];
for (const step of [...CHECKS, ...SUITES]) {
  const outcome = run(step);
  finished.push(outcome);
  if (outcome.failed > 0) break;
}

const passed = total('passed');
const failed = total('failed');
const skipped = total('skipped');
const summary = `${passed} passed, ${failed} failed`;
writeFileSync(join(results, 'summary.txt'), `${summary}\n`);

console.log();
for (const { step, seconds, failed } of finished) {
  console.log(`${step.padEnd(18)}${seconds.toFixed(1).padStart(7)} s  ${failed > 0 ? 'FAILED' : 'passed'}`);
}
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(summary);
process.exitCode = failed > 0 ? 1 : 0;

function run(step) {
  console.log(`\n── ${step} ${'─'.repeat(100 - step.length)}`);
  const report = join(results, `${step.replace(':', '-')}.json`);
  const reporting = SUITES.includes(step) ? ['--', '--json', `--outputFile=${report}`] : [];
  const started = performance.now();
  const { status } = spawnSync(process.execPath, ['--run', step, ...reporting], { stdio: 'inherit' });
  const seconds = (performance.now() - started) / 1000;
  const counts = existsSync(report) ? countsOf(JSON.parse(readFileSync(report, 'utf8'))) : NO_TESTS;
  // A step that fails without a failed test (a type error, a suite that does not load) counts as one failure.
  return { step, seconds, ...counts, failed: status === 0 ? counts.failed : Math.max(counts.failed, 1) };
}

function countsOf(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
}

function total(count) {
  return finished.reduce((sum, step) => sum + step[count], 0);
}
