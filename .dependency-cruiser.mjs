/**
 * Imports point one way: apps → catalogue → packages (and the database, in prisma/) → lower
 * packages. See docs/architecture.md.
 */

/** Packages by level; each may import those of lower levels only. */
const levels = [
  ['clustering', 'environment', 'preprocessing', 'problems'],
  ['artifacts'],
  ['datasets', 'evaluation', 'onnx'],
  ['extraction'],
  ['pipeline', 'core'],
];
const database = '^prisma/';
const tests = '(\\.test|[.-]fixture|/test-[^/]+)\\.ts$';

const upwards = levels.map((packages, level) => ({
  name: `level-${level}-imports-lower-packages-only`,
  severity: 'error',
  from: { path: `^packages/(${packages.join('|')})/`, pathNot: tests },
  to: {
    path: [
      `^packages/(?!(${levels.slice(0, level).flat().concat('$^').join('|')})/)`,
      '^(catalogue|tools)/',
      ...(packages.includes('core') ? [] : [database]),
    ],
    pathNot: '^packages/$1/',
  },
}));

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'packages-know-no-app',
      comment: 'What two apps share belongs into a package.',
      severity: 'error',
      from: { path: ['^(catalogue|packages)/', '^tools/local-stack/', database] },
      to: { path: ['^apps/', '^tools/(?!local-stack/)', '^e2e/'] },
    },
    {
      name: 'apps-know-no-other-app',
      comment: 'What starts the command builds it first where it must.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/cli/bin/' },
      to: { path: ['^apps/', '^tools/(?!local-stack/)', '^e2e/'], pathNot: '^apps/$1/' },
    },
    ...upwards,
    {
      name: 'web-knows-only-the-api',
      comment: 'The web app reads and writes through GraphQL alone.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: {
        path: [
          database,
          '^(catalogue|tools)/',
          '^packages/(artifacts|clustering|core|datasets|evaluation|extraction|pipeline|synthetic-entries|testkit)/',
        ],
      },
    },
    {
      name: 'command-needs-no-database',
      comment: 'The command evaluates and verifies without a server.',
      severity: 'error',
      from: { path: '^apps/cli/', pathNot: tests },
      to: { path: [database, '^packages/core/'] },
    },
    {
      name: 'catalogue-needs-no-database',
      comment: 'The command reads it; the seed puts it into the database.',
      severity: 'error',
      from: { path: '^catalogue/', pathNot: tests },
      to: { path: [database, '^packages/(core|pipeline)/'] },
    },
    {
      name: 'evaluation-is-pure',
      comment: 'No database, queue or HTTP: the same function runs in the worker and on the command line.',
      severity: 'error',
      from: { path: '^packages/(evaluation|clustering|preprocessing|onnx)/src/', pathNot: tests },
      to: { path: ['node_modules/(pg|ioredis|bullmq|express|next|@prisma)/', '^(node:)?(http|https|net)$'] },
    },
    {
      name: 'only-the-runner-runs-models',
      comment: 'onnxruntime executes untrusted models, and only in the sandboxed child process.',
      severity: 'error',
      from: {
        path: '^(apps|catalogue|packages|prisma)/',
        pathNot: ['^packages/extraction/src/runner/', tests],
      },
      to: { path: 'node_modules/onnxruntime-node/(?!package\\.json$)' },
    },
    {
      name: 'tests-are-not-imported',
      comment: 'Benches use fixtures as tests do.',
      severity: 'error',
      from: { pathNot: [tests, '^e2e/', '^tools/bench/'] },
      to: { path: tests },
    },
    {
      name: 'testkit-is-for-tests',
      severity: 'error',
      from: { pathNot: [tests, '^packages/(testkit|synthetic-entries)/', '^tools/(test|bench)/'] },
      to: { path: '^packages/(testkit|synthetic-entries)/' },
    },
    {
      name: 'everything-is-found',
      comment: 'What cannot be resolved cannot be judged either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\.css$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Only what is made from our sources: packages of npm have a dist/ too, and rules are about them.
    exclude: {
      path: ['^(apps|packages)/[^/]+/(dist|\\.next|build)/', '^prisma/generated/', 'next-env\\.d\\.ts$'],
    },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
