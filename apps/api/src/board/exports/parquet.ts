import type { ExportedEntry } from '@clusterboard/core';
import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { boardColumns } from './board-columns.ts';

const groupRows = 10_000;

const columnsOf = (entries: readonly ExportedEntry[]): ColumnSource[] =>
  boardColumns.map(({ name, type, value }) => ({ name, type, nullable: true, data: entries.map(value) }));

/** A leaderboard as Parquet, one row group at a time, in constant memory. */
export async function* boardAsParquet(
  pages: AsyncIterable<readonly ExportedEntry[]>,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  /** Bytes written since the last call; the writer keeps counting from the start of the file. */
  const taken = () => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  const file = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData: columnsOf([]) }) });
  let group: ExportedEntry[] = [];
  for await (const page of pages) {
    group.push(...page);
    if (group.length < groupRows) continue;
    await file.write({ columnData: columnsOf(group), rowGroupSize: group.length });
    group = [];
    yield taken();
  }
  if (group.length > 0) await file.write({ columnData: columnsOf(group), rowGroupSize: group.length });
  await file.finish();
  yield taken();
}
