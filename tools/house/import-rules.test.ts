import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sourceFolders } from './source-tree.ts';

/** The rules hold for the code because `npm test` runs them; here they are shown to notice a violation. */
let options: ICruiseOptions;
let folder: string;

beforeAll(async () => {
  options = await extractOptions(fileURLToPath(new URL('../../.dependency-cruiser.mjs', import.meta.url)));
  folder = await mkdtemp(join(tmpdir(), 'clusterboard-house-'));
});

afterAll(() => rm(folder, { recursive: true }));

let planted = 0;

/** Names of the rules that a tree of files breaks. */
async function brokenRules(files: Readonly<Record<string, string>>): Promise<string[]> {
  planted += 1;
  const baseDir = join(folder, String(planted));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(baseDir, path)), { recursive: true });
    await writeFile(join(baseDir, path), text);
  }
  const present = sourceFolders.filter((name) =>
    Object.keys(files).some((path) => path.startsWith(`${name}/`)),
  );
  const { output } = await cruise(present, { ...options, baseDir });
  if (typeof output === 'string') throw new Error(output);
  return [...new Set(output.summary.violations.map(({ rule }) => rule.name))].sort();
}

const imports = (path: string) => `import { a } from '${path}';\nexport const b = a;\n`;
const exported = 'export const a = 1;\n';
const runtime = {
  'node_modules/onnxruntime-node/package.json': '{ "name": "onnxruntime-node", "main": "index.js" }',
  'node_modules/onnxruntime-node/index.js': 'exports.a = 1;\n',
};

it('accepts imports that point down', async () => {
  const files = {
    'apps/worker/src/a.ts': imports('../../../packages/core/src/a.ts'),
    'packages/core/src/a.ts': exported,
  };
  expect(await brokenRules(files)).toEqual([]);
});

it('notices a cycle', async () => {
  const files = {
    'packages/onnx/src/a.ts': `${imports('./b.ts').replace('b =', 'c =')}`,
    'packages/onnx/src/b.ts': `import { c } from './a.ts';\nexport const a = () => c;\n`,
  };
  expect(await brokenRules(files)).toEqual(['no-cycles']);
});

it.each([
  ['packages/evaluation/src/a.ts', 'packages/core/src/b.ts', /^level-\d-imports-lower-packages-only$/],
  ['packages/problems/src/a.ts', 'packages/onnx/src/b.ts', /^level-\d-imports-lower-packages-only$/],
  ['packages/core/src/a.ts', 'apps/api/src/b.ts', 'packages-know-no-app'],
  ['apps/api/src/a.ts', 'apps/worker/src/b.ts', 'apps-know-no-other-app'],
  ['apps/web/src/a.ts', 'packages/core/src/b.ts', 'web-knows-only-the-api'],
  ['apps/web/src/a.ts', 'prisma/generated-by-hand.ts', 'web-knows-only-the-api'],
  ['apps/web/src/a.ts', 'catalogue/b.ts', 'web-knows-only-the-api'],
  ['apps/cli/src/a.ts', 'packages/core/src/b.ts', 'command-needs-no-database'],
  ['catalogue/a.ts', 'packages/core/src/b.ts', 'catalogue-needs-no-database'],
  ['packages/pipeline/src/a.ts', 'catalogue/b.ts', /^level-\d-imports-lower-packages-only$/],
  ['apps/api/src/a.ts', 'packages/testkit/src/b.ts', 'testkit-is-for-tests'],
  ['apps/api/src/a.ts', 'apps/api/src/b.fixture.ts', 'tests-are-not-imported'],
])('notices that %s imports %s', async (from, to, rule) => {
  const up = '../'.repeat(from.split('/').length - 1);
  expect(await brokenRules({ [from]: imports(`${up}${to}`), [to]: exported })).toContainEqual(
    expect.stringMatching(rule),
  );
});

it('notices onnxruntime outside the sandbox', async () => {
  const from = (path: string) => ({ [path]: imports('onnxruntime-node'), ...runtime });
  expect(await brokenRules(from('apps/worker/src/a.ts'))).toEqual(['only-the-runner-runs-models']);
  expect(await brokenRules(from('packages/extraction/src/runner/a.ts'))).toEqual([]);
});

it('notices an import that leads nowhere', async () => {
  expect(await brokenRules({ 'apps/api/src/a.ts': imports('./gone.ts') })).toEqual(['everything-is-found']);
});
