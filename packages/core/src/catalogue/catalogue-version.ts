import pg from 'pg';
import { z } from 'zod';

/** Tells whether anything has changed that a board's page shows. */
export interface CatalogueVersion {
  /** Another text after every change of a board, a benchmark, a dataset or a protocol; read when it is requested. */
  current(): Promise<string>;
  close(): Promise<void>;
}

// A row's xmin is the transaction that wrote it: every change of these rows, by any process, shows there.
const statement = {
  name: 'catalogue-version',
  text: `SELECT concat_ws('|',
    (SELECT string_agg("id" || ' ' || xmin, ',' ORDER BY "id") FROM "Benchmark"),
    (SELECT string_agg("id" || ' ' || xmin, ',' ORDER BY "id") FROM "Dataset"),
    (SELECT string_agg("id" || ' ' || xmin, ',' ORDER BY "id") FROM "Protocol")) AS "version"`,
};

const versionRow = z.object({ version: z.string() });

/** Without a version the query is executed again, so waiting long for one makes no sense. */
const statementMilliseconds = 1000;

/**
 * Reads with a connection of its own. Callers share a reading that begins after they asked, so that a
 * thousand questions a second cost a few hundred readings and none is answered from before it was asked.
 */
export function watchCatalogue(url: string, onError: (error: unknown) => void): CatalogueVersion {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    keepAlive: true,
    statement_timeout: statementMilliseconds,
  });
  pool.on('error', onError);
  let running: Promise<string> | null = null;
  let following: Promise<string> | null = null;

  async function read(): Promise<string> {
    const { rows } = await pool.query<pg.QueryResultRow>(statement);
    return versionRow.parse(rows[0]).version;
  }
  function begin(): Promise<string> {
    running = read().finally(() => {
      running = null;
    });
    return running;
  }
  return {
    current() {
      if (running === null) return begin();
      following ??= running
        .catch(() => undefined)
        .then(() => {
          following = null;
          return begin();
        });
      return following;
    },
    close: () => pool.end(),
  };
}
