import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlantedTree, repositoryRoot } from './planted-tree.js';

interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
}

const plants: readonly Plant[] = [
  { rule: 'no-cycles', file: 'libs/rating/egg.ts', imports: './hen.js' },
  { rule: 'kernel-imports-nothing', file: 'libs/kernel/clock.ts', imports: 'node:os' },
  { rule: 'domain-stays-pure', file: 'libs/ledger/domain/reads-files.ts', imports: 'node:fs' },
  { rule: 'domain-stays-pure', file: 'libs/rating/domain/knows-nest.ts', imports: '@nestjs/common' },
  { rule: 'domain-stays-pure', file: 'libs/ledger/domain/knows-use-case.ts', imports: '../application/charge.js' },
  {
    rule: 'domain-stays-pure',
    file: 'libs/ledger/domain/knows-port.ts',
    imports: '#libs/journal/ports/event-store.js',
  },
  {
    rule: 'application-knows-no-adapter',
    file: 'libs/ledger/application/knows-http.ts',
    imports: '../adapters/http/controller.js',
  },
  {
    rule: 'application-knows-no-adapter',
    file: 'libs/journal/application/knows-engine.ts',
    imports: '#libs/platform/sqlite/index.js',
  },
  { rule: 'adapters-stand-alone', file: 'libs/ledger/adapters/http/knows-avro.ts', imports: '../avro/codec.js' },
  { rule: 'no-deep-imports', file: 'libs/pipeline/deep.ts', imports: '#libs/metering/cloud-event.js' },
  { rule: 'no-deep-imports', file: 'libs/pipeline/deeper.ts', imports: '#libs/ledger/domain/decide.js' },
  { rule: 'platform-is-wired-by-apps', file: 'libs/metering/hashes.ts', imports: '#libs/platform/crypto/index.js' },
  {
    rule: 'http-adapters-share-http-only',
    file: 'libs/ledger/adapters/http/own-store.ts',
    imports: '#libs/platform/sqlite/index.js',
  },
  {
    rule: 'http-adapters-share-http-only',
    file: 'libs/ledger/adapters/http/deep.ts',
    imports: '#libs/platform/http/problem.js',
  },
  { rule: 'apps-are-leaves', file: 'libs/pipeline/knows-app.ts', imports: '#apps/standalone/main.js' },
  { rule: 'apps-only-wire', file: 'apps/standalone/decides.ts', imports: '#libs/ledger/domain/decide.js' },
  {
    rule: 'test-support-in-tests-only',
    file: 'libs/journal/application/knows-test.ts',
    imports: '../../../test/support/clock.js',
  },
  { rule: 'test-support-in-tests-only', file: 'apps/cli/knows-spec.ts', imports: './main.unit.spec.js' },
  { rule: 'libraries-are-listed', file: 'libs/misc/anything.ts', imports: '#libs/kernel/index.js' },
  { rule: 'stage-journal', file: 'libs/journal/knows-ledger.ts', imports: '#libs/ledger/contract.js' },
  { rule: 'stage-metering', file: 'libs/metering/knows-journal.ts', imports: '#libs/journal/contract.js' },
  { rule: 'stage-metering', file: 'libs/metering/knows-rating.ts', imports: '#libs/rating/contract.js' },
  { rule: 'stage-catalog', file: 'libs/catalog/knows-rating.ts', imports: '#libs/rating/contract.js' },
  { rule: 'stage-rating', file: 'libs/rating/knows-ledger.ts', imports: '#libs/ledger/contract.js' },
  { rule: 'stage-ledger', file: 'libs/ledger/knows-metering.ts', imports: '#libs/metering/contract.js' },
  { rule: 'stage-selling', file: 'libs/selling/knows-metering.ts', imports: '#libs/metering/contract.js' },
  { rule: 'stage-selling', file: 'libs/selling/knows-pipeline.ts', imports: '#libs/pipeline/contract.js' },
  { rule: 'stage-selling', file: 'libs/selling/knows-pipeline.ts', imports: '#libs/pipeline/contract.js' },
  { rule: 'stage-pipeline', file: 'libs/pipeline/looks-ahead.ts', imports: '#libs/projections/contract.js' },
  { rule: 'stage-projections', file: 'libs/projections/knows-pipeline.ts', imports: '#libs/pipeline/contract.js' },
  { rule: 'stage-projections', file: 'libs/projections/knows-module.ts', imports: '#libs/ledger/index.js' },
  { rule: 'stage-delivery', file: 'libs/delivery/knows-pipeline.ts', imports: '#libs/pipeline/contract.js' },
  { rule: 'stage-audit', file: 'libs/audit/knows-pipeline.ts', imports: '#libs/pipeline/contract.js' },
  { rule: 'stage-platform', file: 'libs/platform/http/knows-module.ts', imports: '#libs/pipeline/index.js' },
  { rule: 'fence-kafkajs', file: 'libs/pipeline/adapters/kafka/own-client.ts', imports: 'kafkajs' },
  { rule: 'fence-sqlite', file: 'libs/projections/adapters/own-database.ts', imports: 'node:sqlite' },
  { rule: 'fence-cqrs', file: 'libs/pipeline/application/bus.ts', imports: '@nestjs/cqrs' },
  { rule: 'fence-avro', file: 'libs/ledger/adapters/avro/own-codec.ts', imports: 'avsc' },
  { rule: 'fence-calendar', file: 'libs/projections/calendar.ts', imports: 'temporal-polyfill' },
  { rule: 'fence-webhooks', file: 'libs/delivery/own-signature.ts', imports: 'standardwebhooks' },
  { rule: 'fence-terminal', file: 'libs/pipeline/progress.ts', imports: 'cli-progress' },
  { rule: 'fence-postgres', file: 'libs/platform/sql/driver.ts', imports: 'pg' },
  { rule: 'fence-eventstore', file: 'libs/platform/sql/streams.ts', imports: '@eventstore/db-client' },
  { rule: 'everything-resolves', file: 'apps/api/typo.ts', imports: 'no-such-package' },
  { rule: 'runtime-packages-are-dependencies', file: 'apps/api/guesses.ts', imports: 'fast-check' },
];

const legal: readonly Omit<Plant, 'rule'>[] = [
  { file: 'libs/ledger/domain/account.ts', imports: '#libs/kernel/index.js' },
  { file: 'libs/ledger/domain/events.ts', imports: '#libs/journal/contract.js' },
  { file: 'libs/ledger/domain/periods.ts', imports: 'temporal-polyfill' },
  { file: 'libs/ledger/application/commands.ts', imports: '#libs/journal/application/writer.js' },
  { file: 'libs/ledger/adapters/http/accounts.controller.ts', imports: '@nestjs/cqrs' },
  { file: 'libs/ledger/adapters/http/problems.ts', imports: '#libs/platform/http/index.js' },
  { file: 'libs/rating/rate-usage.ts', imports: '#libs/catalog/contract.js' },
  { file: 'libs/pipeline/pipeline.ts', imports: '#libs/rating/index.js' },
  { file: 'libs/selling/application/sells.ts', imports: '#libs/ledger/index.js' },
  { file: 'libs/projections/balances.ts', imports: '#libs/ledger/contract.js' },
  { file: 'libs/platform/sqlite/store.ts', imports: 'node:sqlite' },
  { file: 'libs/platform/eventstore/client.ts', imports: '@eventstore/db-client' },
  { file: 'libs/platform/postgres/pool.ts', imports: 'pg' },
  { file: 'libs/platform/sqlite/index.ts', imports: '#libs/journal/ports/event-store.js' },
  { file: 'apps/standalone/wiring.ts', imports: '#libs/platform/kafka/index.js' },
  { file: 'libs/ledger/domain/account.unit.spec.ts', imports: '../../../test/support/clock.js' },
];

interface CruiseReport {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
  };
}

/** The imports are of types only: they count as much as the others. */
function sources(): Map<string, string> {
  const cases = [...plants, ...legal];
  const planted = cases.map(({ file, imports }) => [file, `export type * as Planted from '${imports}';\n`] as const);
  const targets = cases
    .filter(({ imports }) => /^[.#]/.test(imports))
    .map(({ file, imports }) => join(imports.startsWith('#') ? '' : join(file, '..'), imports.replace('#', '')))
    .map((target) => [target.replaceAll('\\', '/').replace(/\.js$/, '.ts'), 'export type Target = 1;\n'] as const);
  const hen = ['libs/rating/hen.ts', `export type * as Egg from './egg.js';\n`] as const;
  return new Map([...targets, ...planted, hen]);
}

describe('the dependency check', () => {
  let tree: PlantedTree;
  let report: CruiseReport;
  const rulesBrokenBy = (file: string) =>
    report.summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  beforeAll(async () => {
    tree = await PlantedTree.plant(sources());
    const config = join(repositoryRoot, '.dependency-cruiser.mjs');
    const args = ['--config', config, '--output-type', 'json', 'apps', 'libs', 'test'];
    report = (await tree.report('dependency-cruiser/bin/dependency-cruiser.mjs', args)) as CruiseReport;
  });

  afterAll(() => tree.remove());

  it.each(plants)('$rule bites when $file imports $imports', ({ rule, file }) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  it.each(legal)('lets $file import $imports', ({ file }) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  it('has a planted violation for every rule', () => {
    const rules = report.summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(rules.toSorted()).toEqual([...new Set(plants.map(({ rule }) => rule))].toSorted());
  });
});
