/**
 * `npm run bench -- <name> [--json] [--option=value]`: measures, prints a table, and never fails on a time.
 * `--against=PATH` measures another checkout of Clusterboard in turn with this one, and prints the ratios.
 * What each name measures stands at the top of tools/bench/<name>.ts.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureAgainst } from './against.ts';
import type { Benchmark } from './report.ts';
import { printReport } from './report.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = fileURLToPath(new URL('./', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));

// Read by onnxruntime when it is loaded; it would report the models that it opens.
process.env.ORT_DISABLE_TELEMETRY = '1';

const args = process.argv.slice(2);
const [name] = args.filter((arg) => !arg.startsWith('--'));
if (name === undefined || !names.includes(name)) {
  process.stderr.write(`Which one: npm run bench -- ${names.join(' | ')} [--json]\n`);
  process.exit(2);
}
const { measure }: { readonly measure: Benchmark } = await import(`./${name}.bench.ts`);
const note = (line: string) => process.stderr.write(`${line}\n`);
const option = (key: string) =>
  args.find((arg) => arg.startsWith(`--${key}=`))?.slice(key.length + 3) ?? null;
const other = option('against');
const rows =
  other === null
    ? await measure(note, option)
    : await measureAgainst(
        other,
        root,
        args.filter((arg) => arg !== '--json' && !arg.startsWith('--against=')),
        note,
      );
printReport(name, rows, args.includes('--json'));
