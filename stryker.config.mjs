// Every suite of the money path; fewer are quicker: MUTATE_TESTS='libs/rating/**/*.unit.spec.ts'.
const TESTS = process.env.MUTATE_TESTS ?? 'libs/{ledger,rating}/**/*.unit.spec.ts';

/**
 * Mutation testing of what decides money: `npm run mutate`. By hand; the score that must hold is `break`. On mocha, which
 * keeps the specs loaded between mutants: under Jest each mutant would load them anew, ten times the time.
 */
export default {
  testRunner: 'mocha',
  testRunnerNodeArgs: ['--import', './test/mutation/register.mjs', '--disable-warning=ExperimentalWarning'],
  mochaOptions: { spec: [TESTS], 'no-config': true },
  mutate: ['libs/rating/domain/**/*.ts', 'libs/ledger/domain/**/*.ts', '!**/*.spec.ts'],
  plugins: ['@stryker-mutator/mocha-runner', './stryker.invariants.mjs'],
  ignorers: ['invariants'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'progress-append-only'],
  ignorePatterns: ['dist', 'data', 'test/fixtures/kafka'],
  tempDirName: '.cache/stryker',
};
