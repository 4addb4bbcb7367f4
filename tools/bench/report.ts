import { cpus, loadavg } from 'node:os';
import { versions } from '@clusterboard/clustering';

/** One line of a table: column to value. */
export type Row = Readonly<Record<string, string | number>>;

/**
 * Measures and returns a table; says on the way what takes long, or what is left out and why. An option is
 * what stood after `--key=`, null where nothing did.
 */
export type Benchmark = (
  note: (line: string) => void,
  option: (key: string) => string | null,
) => Promise<readonly Row[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function shown(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(4);
}

export function printReport(name: string, rows: readonly Row[], json: boolean): void {
  const machine = {
    processor: cpus()[0]?.model.trim() ?? '',
    cores: cpus().length,
    load: loadavg()[0] ?? 0,
    node: process.version,
    ...versions(),
  };
  if (json) {
    process.stdout.write(`${JSON.stringify({ name, machine, rows }, undefined, 2)}\n`);
    return;
  }
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, columns.map(() => '---'), ...rows.map((row) => columns.map((c) => shown(row[c])))];
  for (const line of lines) process.stdout.write(`| ${line.join(' | ')} |\n`);
  process.stdout.write(
    `${machine.cores} × ${machine.processor}, load ${machine.load.toFixed(1)}, Node ${machine.node}, faiss ${machine.faiss}, ${machine.blas}\n`,
  );
}
