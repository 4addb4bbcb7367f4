import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printSchema } from 'graphql';
import { schema } from './schema.ts';

/** Writes `schema.graphql`, or with `--check` says how the committed file differs and exits with 1. */
const file = fileURLToPath(new URL('../../schema.graphql', import.meta.url));
const printed = `${printSchema(schema)}\n`;

function firstDifference(committed: string): string {
  const [before, after] = [committed.split('\n'), printed.split('\n')];
  const line = after.findIndex((text, index) => text !== before[index]);
  const at = line === -1 ? after.length : line;
  const excerpt = (lines: string[], sign: string) => lines.slice(at, at + 5).map((text) => `${sign} ${text}`);
  return [`schema.graphql:${at + 1}`, ...excerpt(before, '-'), ...excerpt(after, '+')].join('\n');
}

if (process.argv.includes('--check')) {
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== printed) {
    process.stderr.write(
      `${firstDifference(committed)}\n\nThe committed schema.graphql is not what the code prints. Run: npm run schema:print -w @clusterboard/api\n`,
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(file, printed);
}
