/**
 * What the API serves from a board of 10,000 and of a million entries, in Postgres, over HTTP, with the load
 * generator on the same machine: the first page of 50 rows with five scores each, as a persisted query by GET over
 * 50 connections; the same at a steady 500 requests a second; pages that were not answered before; and what
 * publishing one more entry takes. The boards are made once and kept (some minutes, about 3 GB).
 * `--sizes=10000` measures that board alone.
 */
import { createDatabase } from '@clusterboard/core';
import { startPostgres } from '@clusterboard/local-stack';
import autocannon from 'autocannon';
import { boardOf, lockBoards } from './api/boards.ts';
import { publishOnce } from './api/publish-once.ts';
import { etagOf, firstPage, register } from './api/questions.ts';
import { startServer } from './api/server.ts';
import { askSteadily, quantile } from './api/steady.ts';
import { type Benchmark, median, type Row } from './report.ts';

const usualSizes = [10_000, 1_000_000];
const connections = 50;
const steadyRate = 500;
const seconds = 10;
const publications = 20;

type Options = Omit<autocannon.Options, 'connections' | 'duration'>;

/** As many requests as `connections` get answered one after the other. */
async function most(what: string, entries: number, options: Options): Promise<Row> {
  const result = await autocannon({ duration: seconds, ...options, connections });
  return {
    what,
    entries,
    'req/s': Math.round(result.requests.average),
    'p50 ms': result.latency.p50,
    'p99 ms': result.latency.p99,
    'KiB/answer': result.throughput.total / Math.max(1, result.requests.total) / 1024,
    failed: result.non2xx - (result.statusCodeStats?.['304']?.count ?? 0) + result.errors,
  };
}

interface Asked {
  readonly what: string;
  readonly rate: number;
  readonly path: (number: number) => string;
}

async function steady(origin: string, entries: number, { what, rate, path }: Asked): Promise<Row> {
  const { headers } = firstPage(origin, '');
  const found = await askSteadily(origin, { path, headers, rate, seconds, connections });
  return {
    what: `${what} at ${rate}/s`,
    entries,
    'req/s': found.latencies.length / seconds,
    'p50 ms': quantile(found.latencies, 0.5),
    'p99 ms': quantile(found.latencies, 0.99),
    'p99.9 ms': quantile(found.latencies, 0.999),
    'sent late, p99 ms': quantile(found.lateness, 0.99),
    'KiB/answer': found.bytes / Math.max(1, found.latencies.length) / 1024,
    failed: found.failed,
  };
}

async function measureBoard(origin: string, slug: string, entries: number): Promise<Row[]> {
  const page = firstPage(origin, slug);
  await register(origin, slug);
  // Fills the caches of both: what is measured is a server that has been up for a while.
  await autocannon({ ...page, connections, duration: 3 });
  let number = 0;
  const uncached = () => firstPage(origin, slug, { unused: number++ }).path;
  return [
    await most('first page', entries, page),
    await most('first page, 304', entries, {
      ...page,
      headers: { ...page.headers, 'if-none-match': await etagOf(origin, slug) },
    }),
    await steady(origin, entries, { what: 'first page', rate: steadyRate, path: () => page.path }),
    await most('first page, uncached', entries, {
      url: origin,
      headers: page.headers,
      requests: [{ setupRequest: (request) => ({ ...request, method: 'GET', path: uncached() }) }],
    }),
    await steady(origin, entries, { what: 'first page, uncached', rate: 50, path: uncached }),
  ];
}

function readSizes(option: string | null): readonly number[] {
  const sizes = option === null ? usualSizes : option.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 50)) return sizes;
  throw new Error('Sizes are whole numbers from 50 on, with commas between them: --sizes=10000,100000');
}

export const measure: Benchmark = async (note, option) => {
  const sizes = readSizes(option('sizes'));
  const boards = await lockBoards();
  const postgres = await startPostgres({ dataDir: boards.dataDir, database: 'bench' });
  try {
    const database = createDatabase(postgres.url, 2);
    const rows: Row[] = [];
    try {
      for (const entries of sizes) {
        const began = performance.now();
        if (await boardOf(database, postgres.url, entries, note))
          rows.push({ what: 'making the board', entries, seconds: (performance.now() - began) / 1000 });
      }
      const server = await startServer(postgres.url, boards.dataDir);
      try {
        for (const entries of sizes) {
          note(`a board of ${entries.toLocaleString('en')} entries`);
          rows.push(...(await measureBoard(server.origin, `board-${entries}`, entries)));
          const times: number[] = [];
          for (let i = 0; i < publications; i++) times.push(await publishOnce(database, `board-${entries}`));
          rows.push({
            what: 'publish one entry',
            entries,
            'p50 ms': median(times),
            'p99 ms': Math.max(...times),
          });
        }
      } finally {
        await server.stop();
      }
    } finally {
      await database.$disconnect();
    }
    const [few, many] = rows
      .filter(({ what }) => what === `first page at ${steadyRate}/s`)
      .map((row) => Number(row['p99 ms']));
    if (few !== undefined && many !== undefined)
      rows.push({ what: 'p99 of the second board over p99 of the first', 'p99 ms': many / few });
    return rows;
  } finally {
    await postgres.stop();
    await boards.unlock();
  }
};
