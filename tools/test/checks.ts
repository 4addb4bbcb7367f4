import { join } from 'node:path';
import { sourceFiles, sourceFolders } from '../house/source-tree.ts';
import { turbo } from '../setup/builds.mjs';
import { SetupFailure, step } from '../setup/progress.mjs';
import { run } from '../setup/run.mjs';

interface Check {
  readonly label: string;
  readonly command: readonly string[];
  /** @throws SetupFailure when success means nothing because too little was looked at */
  readonly verify?: (output: string, root: string) => void;
}

const node = (script: string, ...args: string[]): string[] => [
  process.execPath,
  join('node_modules', script),
  ...args,
];
const tsc = (project: string) => node('typescript/bin/tsc', '--noEmit', '--project', project);

/** In two queues for two cores; the types take as long as the rest together. */
const queues: readonly (readonly Check[])[] = [
  [
    { label: 'types', command: turbo('typecheck') },
    { label: 'types of tools', command: tsc('tools') },
    { label: 'types of e2e', command: tsc('e2e') },
  ],
  [
    {
      label: 'lint and format',
      command: node('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
    },
    { label: 'unused code', command: node('knip/bin/knip.js') },
    {
      label: 'import boundaries',
      command: node(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        ...sourceFolders,
      ),
      verify: requireAllModules,
    },
    {
      label: 'GraphQL schema',
      command: ['npm', 'run', '--silent', '-w', '@clusterboard/api', 'schema:check'],
    },
    {
      label: 'metrics of the web app and the docs',
      command: ['npm', 'run', '--silent', 'metrics:print', '--', '--check'],
    },
  ],
];

/**
 * Lint, format, types, unused code, import boundaries and the drift of the printed schema.
 *
 * @throws SetupFailure with the output of the first that fails
 */
export async function runChecks(root: string, log: string): Promise<void> {
  let failed = false;
  const results = await Promise.allSettled(
    queues.map(async (checks) => {
      for (const { label, command, verify } of checks) {
        if (failed) return;
        try {
          const env = { TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
          const output: string = await step(label, (note) => run(command, { cwd: root, log, env, note }));
          verify?.(output, root);
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    }),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** The tool reports no violation either when it cannot read the sources (as with a TypeScript that it does not know). */
function requireAllModules(output: string, root: string): void {
  const cruised = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
  const sources = sourceFiles(root).filter(({ path }) => /\.tsx?$/.test(path)).length;
  if (cruised >= sources) return;
  throw new SetupFailure(`dependency-cruiser saw ${cruised} modules, but there are ${sources} source files.`);
}
