import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  isOriginal,
  type MetricDefinition,
  rankedDefinitions,
  registry,
} from '@clusterboard/evaluation/metrics';

/**
 * Writes what is generated from the registry of metrics: what the web app knows of them, for it must not import
 * the engine, and the table in docs/protocol.md. With `--check` says which file differs and exits with 1.
 */
const source = 'packages/evaluation/src/metrics/registry.ts';
const command = 'npm run metrics:print';

const enumValues = rankedDefinitions.map(({ key }) => key.toUpperCase());

const displays = rankedDefinitions.map(
  ({ key, label, name, unit, factor, decimals, range, summary, shownByDefault }) => [
    key.toUpperCase(),
    // The entropy of the classes bounds a metric without a maximum.
    {
      ...{ key, label, name, unit, factor, decimals },
      max: Number.isFinite(range.max) ? range.max : null,
      meaning: summary,
      shownByDefault,
      inEveryResult: isOriginal(key),
    },
  ],
);

const webModule = `// Generated from ${source} by \`${command}\`.
export const metrics = ${JSON.stringify(enumValues)} as const;

export const displays = ${JSON.stringify(Object.fromEntries(displays), null, 2)} as const;
`;

const minus = (value: number): string => String(value).replace('-', '−');

const rangeOf = ({ range: { min, max }, unit, factor }: MetricDefinition): string =>
  `[${minus(min)}, ${Number.isFinite(max) ? minus(max) : 'H(classes)'}]${factor === 1 ? ` ${unit}` : ''}`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const rows = registry.map((metric: MetricDefinition) => {
  const { key, name, formula, source, ranked } = metric;
  const cells = [`\`${key}\``, name, formula, rangeOf(metric), ranked ? 'yes' : 'no', source];
  return `| ${cells.map(cell).join(' | ')} |`;
});

const [blockStart, blockEnd] = ['<!-- metrics -->', '<!-- /metrics -->'];
const docsTable = [
  '| key | metric | formula | range | ranked | source |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');

/** A page with the table between its two marks. */
function withTable(page: string): string {
  const [start, end] = [page.indexOf(blockStart), page.indexOf(blockEnd)];
  if (start === -1 || end < start) throw new Error(`docs/protocol.md lacks ${blockStart} … ${blockEnd}`);
  return `${page.slice(0, start + blockStart.length)}\n${docsTable}\n${page.slice(end)}`;
}

const files = [
  { path: 'apps/web/src/features/scores/lib/metrics.generated.ts', content: () => webModule },
  { path: 'docs/protocol.md', content: withTable },
];

for (const { path, content } of files) {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const committed = await readFile(file, 'utf8').catch(() => '');
  const printed = content(committed);
  if (!process.argv.includes('--check')) await writeFile(file, printed);
  else if (committed !== printed) {
    process.stderr.write(`${path} differs from the registry of metrics. Run: ${command}\n`);
    process.exitCode = 1;
  }
}
