import { type ListedPack, listPacks } from '@clusterboard/datasets';
import { printable, success } from '@clusterboard/problems';
import type { CommandContext } from '../context.ts';
import { type CommandResult, exitCodes, toCliProblem } from '../output/outcome.ts';
import { table } from '../output/terminal-text.ts';

function row({ slug, pack }: ListedPack): string[] {
  if (!pack.ok) return [slug, `${pack.problem.code}: ${pack.problem.message}`];
  const { manifest, train, test } = pack.value;
  const { height, width, channels } = manifest.image;
  const size = `${manifest.format === 2 ? 'up to ' : ''}${height}×${width}×${channels}`;
  return [slug, manifest.name, `${manifest.classNames.length}`, `${train.count}`, `${test.count}`, size];
}

function entry({ slug, pack }: ListedPack) {
  if (!pack.ok) {
    return { slug, problem: toCliProblem(pack.problem) };
  }
  const { manifest, train, test, directory } = pack.value;
  const { name, image, classNames } = manifest;
  return { slug, name, directory, classes: classNames.length, train: train.count, test: test.count, image };
}

/** Lists the dataset packs on this machine. */
export async function datasetList({ datasetsDir }: CommandContext): CommandResult {
  const packs = await listPacks(datasetsDir);
  return success({
    exitCode: exitCodes.ok,
    document: { directory: datasetsDir, datasets: packs.map(entry) },
    text:
      packs.length === 0
        ? `No datasets in ${datasetsDir}. digits and fashion-mnist are imported on first use.`
        : table(
            [
              ['slug', 'name', 'classes', 'train', 'test', 'image'],
              ...packs.map((pack) => row(pack).map(printable)),
            ],
            ['left', 'left'],
          ),
  });
}
