import type { DatasetModel } from '@clusterboard/core';
import { datasetOf } from '../../catalogue/benchmark.ts';
import { ImageClassType } from '../../catalogue/dataset-image.ts';
import { builder } from '../../platform/builder.ts';
import { firstArgument, offsetArgument, slice } from '../../platform/pagination.ts';
import { LeaderboardEntryType } from '../leaderboard-entry.ts';
import type { RunView, View } from './entry-views.ts';

interface Table extends RunView<'contingency'> {
  readonly dataset: DatasetModel;
}

const maxColumns = 1000;
const maxCells = 2500;

interface Column {
  readonly dataset: DatasetModel;
  readonly cluster: number;
  readonly matchedClass: number;
}

const ColumnType = builder.objectRef<Column>('ContingencyColumn').implement({
  description: 'A column of the table: one cluster.',
  fields: (t) => ({
    cluster: t.exposeInt('cluster', { description: 'Cluster index.' }),
    class: t.field({
      type: ImageClassType,
      description: 'Class the cluster was matched to on the train split.',
      resolve: ({ dataset, matchedClass }) => ({ dataset, index: matchedClass }),
    }),
  }),
});

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly count: number;
}

const CellType = builder.objectRef<Cell>('ContingencyCell').implement({
  description: 'A non-zero cell.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'Class index.' }),
    column: t.exposeInt('column', { description: 'Column index.' }),
    count: t.exposeInt('count', { description: 'Number of test images of the class in the cluster.' }),
  }),
});

/** Largest counts first, so that the first page of a large table is the most relevant part. */
const cellsOf = ({ cellClass, cellColumn, cellCount }: View<'contingency'>): Cell[] =>
  cellCount
    .map((count, i) => ({ row: cellClass[i] as number, column: cellColumn[i] as number, count }))
    .sort((a, b) => b.count - a.count || a.row - b.row || a.column - b.column);

const TableType = builder.objectRef<Table>('ContingencyTable').implement({
  description:
    'Contingency table of one k-means run: test images by class (rows) and cluster (columns). Columns are ordered by matched class, so correct images are on the diagonal.',
  fields: (t) => ({
    seed: t.exposeInt('seed', { description: 'Seed of the run, which is the one with median accuracy.' }),
    rowCount: t.int({ description: 'Number of classes.', resolve: ({ view }) => view.classes }),
    columnCount: t.int({ description: 'Number of clusters.', resolve: ({ view }) => view.clusters.length }),
    columns: t.field({
      type: [ColumnType],
      description: 'The columns, in order.',
      args: {
        first: t.arg.int(firstArgument(maxColumns, 100)),
        offset: t.arg.int(offsetArgument('columns')),
      },
      resolve: ({ dataset, view }, part) => {
        const { clusters, matched } = view;
        const columns = clusters.map((cluster, i) => ({
          dataset,
          cluster,
          matchedClass: matched[i] as number,
        }));
        return slice(columns, part);
      },
    }),
    cellCount: t.int({
      description: 'Number of non-zero cells.',
      resolve: ({ view }) => view.cellCount.length,
    }),
    cells: t.field({
      type: [CellType],
      description: 'Non-zero cells, largest count first.',
      args: {
        first: t.arg.int(firstArgument(maxCells, 1000)),
        offset: t.arg.int(offsetArgument('cells')),
      },
      resolve: ({ view }, part) => slice(cellsOf(view), part),
    }),
  }),
});

builder.objectField(LeaderboardEntryType, 'contingency', (t) =>
  t.field({
    // 10,000 cells, of which 2500 are returned at once.
    cost: 2500,
    type: TableType,
    nullable: true,
    description: 'Contingency table of classes and clusters; null for results from before views.',
    resolve: async (entry, _args, context) => {
      const table = await context.loaders.contingency(entry.evaluationId);
      return table && { ...table, dataset: await datasetOf(entry, context) };
    },
  }),
);
