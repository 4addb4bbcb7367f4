import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EncoderSettings, ExtractionTarget, ImageFile } from './run-encoder.ts';

// A built runner, and images of 4 × 4 grey pixels, in a folder of their own.

const packageFolder = fileURLToPath(new URL('../', import.meta.url));
const buildScript = new URL('../../../tools/build-app.mjs', import.meta.url).href;

/** A run over a file of images. */
export type FileRun = EncoderSettings & ImageFile & ExtractionTarget;

export interface RunnerFixture {
  readonly runnerEntry: string;
  file(name: string): string;
  write(name: string, bytes: Uint8Array): Promise<string>;
  /** Options for `count` images whose pixels are their row's number, and a model of that file name. */
  options(model: string, change?: Partial<FileRun>): FileRun;
  remove(): Promise<void>;
}

export const imageCount = 100;
export const side = 4;

/** uint8 [100, 4, 4, 1]; image n holds n + its pixel's index. */
export const images = Uint8Array.from(
  { length: imageCount * side * side },
  (_, at) => Math.floor(at / (side * side)) + (at % (side * side)),
);

/** A child bundled as it is shipped, inside its package so that it finds its npm packages; its folder is to be removed. */
export async function bundleChild(packageFolder: string, source: string): Promise<string> {
  await mkdir(join(packageFolder, 'dist'), { recursive: true });
  const folder = await mkdtemp(join(packageFolder, 'dist/test-child-'));
  const entry = join(folder, 'main.js');
  const script = `import { bundle } from ${JSON.stringify(buildScript)};
    await bundle(${JSON.stringify(packageFolder)}, ${JSON.stringify(source)}, ${JSON.stringify(entry)});`;
  // Not in this process: esbuild's own child would look like one that a test left behind.
  execFileSync(process.execPath, ['--input-type=module', '--eval', script]);
  return entry;
}

export async function createRunnerFixture(): Promise<RunnerFixture> {
  const runnerEntry = await bundleChild(packageFolder, 'src/runner/main.ts');
  const folder = dirname(runnerEntry);
  await writeFile(join(folder, 'images.bin'), images);
  const file = (name: string) => join(folder, name);
  return {
    runnerEntry,
    file,
    async write(name, bytes) {
      await writeFile(file(name), bytes);
      return file(name);
    },
    options: (model, change = {}) => ({
      runnerEntry,
      modelPath: file(model),
      imagesPath: file('images.bin'),
      featuresPath: file('features.f32'),
      image: { count: imageCount, height: side, width: side, channels: 1 },
      preprocessing: {
        height: side,
        width: side,
        interpolation: 'bilinear',
        colour: 'grey',
        scale: 1,
        mean: [0],
        std: [1],
      },
      output: { name: outputName, pooling: 'mean' },
      limits: { wallClockSeconds: 50, memoryMebibytes: 1024 },
      executionProviders: ['cpu'],
      threads: 1,
      sandbox: 'auto',
      ...change,
    }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Stands in the arguments of every child of this test, inside the sandbox as well. */
export const outputName = `features_${process.pid}`;

function commandLines(): [number, string][] {
  if (!existsSync('/proc/self')) {
    const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args=']).toString().trim().split('\n');
    return lines.map((line) => [Number.parseInt(line, 10), line]);
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return [Number(pid), readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
      } catch {
        return [Number(pid), ''];
      }
    });
}

/** The processes of others whose command line holds the text, the oldest first. */
export const processesWith = (text: string): number[] =>
  commandLines()
    .filter(([pid, line]) => pid !== process.pid && line.includes(text))
    .map(([pid]) => pid)
    .sort((left, right) => left - right);

/** The processes that run a model of this test: the sandbox's own first, the runner itself last. */
export const runnerProcesses = (): number[] => processesWith(outputName);
