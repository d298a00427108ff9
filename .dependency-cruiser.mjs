// The walls of the house. `npm test` runs this; scripts/layers.unit.test.ts shows that each wall holds.
// ESLint has the rules of one file (eslint.config.mjs); here are those between folders.

/** Folders of a service that are no capabilities. */
const PLAIN = 'neighbours|migrations|grpc|cli';

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one thing, or a third is missing below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circle-of-capabilities',
      comment: 'Capabilities stand on floors: an arrow up is a hook that compose hands in.',
      severity: 'error',
      scope: 'folder',
      from: { path: `^services/[^/]+/src/(?!(?:${PLAIN})$)[^/]+$` },
      to: { circular: true, path: `^services/[^/]+/src/(?!(?:${PLAIN})$)[^/]+$` },
    },
    {
      name: 'only-by-the-door',
      comment:
        "Of another capability: its door (the file of the folder's name) and its domain, nothing else.",
      severity: 'error',
      from: { path: `^services/([^/]+)/src/(?!(?:${PLAIN})/)([^/]+)/`, pathNot: '\\.test\\.ts$' },
      to: {
        path: `^services/$1/src/(?!(?:${PLAIN})/)[^/]+/`,
        pathNot: [
          '^services/$1/src/$2/',
          '^services/$1/src/([^/]+)/\\1\\.ts$',
          '^services/$1/src/[^/]+/domain/',
        ],
      },
    },
    {
      name: 'doors-from-below',
      comment: 'gRPC servers, commands and the composition root see doors, domain and declarations.',
      severity: 'error',
      from: { path: `^services/([^/]+)/src/(?:(?:grpc|cli)/[^/]+|compose)\\.ts$` },
      to: {
        path: '^services/$1/src/[^/]+/(?:persistence|use-cases|http)/',
      },
    },
    {
      name: 'neighbours-know-no-capability',
      comment: 'What a neighbour is asked and answers is said in neighbours/, or in the domain of who asks.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/neighbours/' },
      to: { path: '^services/$1/src/[^/]+/(?!domain/)', pathNot: '^services/$1/src/neighbours/' },
    },
    {
      name: 'no-service-in-a-service',
      comment: 'Call it over gRPC or consume its events.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-below-services',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(services|e2e|bench|scripts)/' },
    },
    {
      name: 'packages-by-their-entry',
      comment: 'A package is imported by its name and its entries, not by its files.',
      severity: 'error',
      from: { path: '^(packages|services|tools)/([^/]+)/' },
      to: { path: '^(packages|services|tools)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['node_modules', 'generated', '/fixtures/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
    skipAnalysisNotInRules: true,
    progress: { type: 'none' },
  },
};
