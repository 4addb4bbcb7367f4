import {
  type BenchmarkModel,
  type BoardMetric,
  boardMetrics,
  type Database,
  type ExportedEntry,
  exportBoard,
} from '@clusterboard/core';
import type { RequestHandler } from 'express';
import { benchmarkBySlug } from '../../catalogue/benchmark.ts';
import { boardAsCsv } from './csv.ts';
import { boardAsJson, boardAsNdjson } from './json.ts';
import { boardAsParquet } from './parquet.ts';
import { streamOut } from './stream-out.ts';

type Pages = AsyncIterable<readonly ExportedEntry[]>;

interface Format {
  readonly type: string;
  readonly write: (
    pages: Pages,
    about: { benchmark: string; revision: number; metric: string },
  ) => AsyncIterable<string | Uint8Array>;
}

const formats: Readonly<Record<string, Format>> = {
  csv: { type: 'text/csv; charset=utf-8; header=present', write: boardAsCsv },
  json: { type: 'application/json; charset=utf-8', write: boardAsJson },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', write: boardAsNdjson },
  parquet: { type: 'application/vnd.apache.parquet', write: boardAsParquet },
};

const isMetric = (text: string): text is BoardMetric => boardMetrics.some((metric) => metric === text);

interface ExportQuery {
  readonly metric: BoardMetric;
  readonly revision: number;
}

/** The query, by default the current revision, or the message of an error. */
function readQuery(
  { revision: current }: BenchmarkModel,
  query: Record<string, unknown>,
): ExportQuery | string {
  const { metric = 'acc', revision = String(current) } = query;
  if (typeof metric !== 'string' || !isMetric(metric))
    return `metric must be one of ${boardMetrics.join(', ')}.`;
  if (typeof revision !== 'string' || !/^\d{1,9}$/.test(revision)) return 'revision must be an integer.';
  if (Number(revision) > current) return `The latest revision is ${current}.`;
  return { metric, revision: Number(revision) };
}

/** Serves a whole leaderboard of any size at one revision, whatever is published meanwhile. */
export const boardExports =
  (database: Database): RequestHandler<{ slug: string; format: string }> =>
  async (request, response) => {
    const { slug } = request.params;
    const format = formats[request.params.format];
    const found = await benchmarkBySlug(slug, database);
    if (!found || !format) {
      response.status(404).json({ message: `No such export of the leaderboard “${slug.slice(0, 80)}”.` });
      return;
    }
    const query = readQuery(found, request.query);
    if (typeof query === 'string') {
      response.status(400).json({ message: query });
      return;
    }
    const about = { benchmark: slug, ...query };
    response.setHeader('Content-Type', format.type);
    const name = `${slug}-r${query.revision}.${request.params.format}`;
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.setHeader('X-Board-Revision', String(query.revision));
    // Rank intervals are computed a few seconds after a publication.
    response.setHeader('ETag', `"${slug}-${query.metric}-${query.revision}-${found.rankedRevision}"`);
    response.setHeader('Cache-Control', 'no-cache');
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    if (request.method === 'HEAD') return void response.end();
    const pages = exportBoard(database, found.id, query);
    await streamOut(format.write(pages, about), response);
  };
