/** Every suite of the money path; fewer are quicker: MUTATE_TESTS='libs/ledger/domain/corrections/.*spec.ts$'. */
const TESTS = process.env.MUTATE_TESTS ?? 'libs/(ledger|rating)/.*\\.unit\\.spec\\.ts$';

/** Mutation testing of what decides money: `npm run mutate`. Slow, so by hand; the score that must hold is `break`. */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    configFile: 'jest.config.mjs',
    config: { testRegex: [TESTS] },
    enableFindRelatedTests: false,
  },
  mutate: ['libs/rating/domain/**/*.ts', 'libs/ledger/domain/**/*.ts', '!**/*.spec.ts'],
  plugins: ['@stryker-mutator/jest-runner', './stryker.invariants.mjs'],
  ignorers: ['invariants'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'progress-append-only'],
  ignorePatterns: ['dist', 'data', 'test/fixtures/kafka'],
  tempDirName: '.cache/stryker',
};
