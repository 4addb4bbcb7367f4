import type pg from 'pg';

/** A table of a backup; its rows are text of Postgres's COPY, in the order of `columns`. */
export interface BackedUpTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface BackedUpSequence {
  readonly name: string;
  readonly lastValue: string;
  readonly isCalled: boolean;
}

/** A database but for its rows. */
export interface BackedUpDatabase {
  /** Applied, in order of their names. */
  readonly migrations: readonly string[];
  /** What a table refers to comes before it. */
  readonly tables: readonly BackedUpTable[];
  readonly sequences: readonly BackedUpSequence[];
}

/** Filled by migrations, not by backups. */
const migrationsTable = '_prisma_migrations';

/** Names of the migrations that were applied; none where nothing was. */
export async function appliedMigrations(client: pg.Client): Promise<readonly string[]> {
  const table = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('"${migrationsTable}"') IS NOT NULL AS "exists"`,
  );
  if (table.rows[0]?.exists !== true) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT "migration_name" AS "name" FROM "${migrationsTable}" WHERE "finished_at" IS NOT NULL ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

interface FoundTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: readonly string[];
}

/** The tables of the schema, each after those that it refers to. */
export async function listTables(client: pg.Client): Promise<readonly FoundTable[]> {
  const { rows } = await client.query<FoundTable>(
    `SELECT t."relname"::text AS "name",
       ARRAY(SELECT a."attname"::text FROM pg_attribute a WHERE a."attrelid" = t."oid" AND a."attnum" > 0
             AND NOT a."attisdropped" AND a."attgenerated" = '' ORDER BY a."attnum") AS "columns",
       ARRAY(SELECT r."relname"::text FROM pg_constraint c JOIN pg_class r ON r."oid" = c."confrelid"
             WHERE c."conrelid" = t."oid" AND c."contype" = 'f' AND r."oid" <> t."oid") AS "references"
     FROM pg_class t
     WHERE t."relkind" = 'r' AND t."relnamespace" = current_schema()::regnamespace AND t."relname" <> $1
     ORDER BY t."relname"`,
    [migrationsTable],
  );
  return inOrderOfReferences(rows);
}

/** @throws Error when tables refer to each other in a circle */
function inOrderOfReferences(tables: readonly FoundTable[]): readonly FoundTable[] {
  const ordered: FoundTable[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const next = tables.find(
      ({ name, references }) => !placed.has(name) && references.every((other) => placed.has(other)),
    );
    if (next === undefined) throw new Error('tables refer to each other in a circle');
    ordered.push(next);
    placed.add(next.name);
  }
  return ordered;
}
