import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openObjectStore } from '@clusterboard/artifacts';
import { hashSealed } from '@clusterboard/artifacts/canonical-json';
import { createDatabase, leaderboardPages, publishEvaluation } from '@clusterboard/core';
import { claimFor, someEvaluation, submitSomething } from '@clusterboard/core/catalogue-fixture';
import { migrate } from '@clusterboard/core/migrate';
import { loadPreviousVersion, rowsOf } from '@clusterboard/core/previous-version-fixture';
import { copyDatabase, databaseUrl, dropDatabase, lockDataDirectory } from '@clusterboard/local-stack';
import { flipBit, useDatabase, useDirectory } from '@clusterboard/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeBackup } from './make-backup.ts';
import { main as restore } from './restore.ts';
import { openBackup, restoreBackup } from './restore-backup.ts';

const source = useDatabase();
const { path: directory } = useDirectory();
const made: string[] = [];

const admin = () => databaseUrl(source.url, 'postgres');
let dataDir: string;
let folder: string;

beforeEach(async () => {
  dataDir = join(directory, randomUUID());
  folder = join(directory, randomUUID());
  await mkdir(dataDir, { recursive: true });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const name of made.splice(0)) await dropDatabase(admin(), name);
});

async function emptyDatabase(): Promise<string> {
  const name = `restore_${randomUUID().replaceAll('-', '')}`;
  await copyDatabase(admin(), 'template0', name);
  made.push(name);
  return databaseUrl(source.url, name);
}

async function store(text: string, into = dataDir): Promise<string> {
  await mkdir(into, { recursive: true });
  const path = join(into, randomUUID());
  await writeFile(path, text);
  return (await openObjectStore(join(into, 'objects')).adopt(path)).sha256;
}

/** An entry on a board, with a model and features in the store of `dataDir`. */
async function publish(url: string, name: string): Promise<string> {
  const database = createDatabase(url, 2);
  try {
    const id = await submitSomething(database);
    await database.submission.update({
      where: { id },
      data: { state: 'INSPECTED', encoder: { update: { name, sha256: await store(`model ${name}`) } } },
    });
    await publishEvaluation(database, await claimFor(database, 'evaluate', id), {
      ...someEvaluation,
      trainFeaturesSha256: await store(`train ${name}`),
      testFeaturesSha256: await store(`test ${name}`),
    });
    return id;
  } finally {
    await database.$disconnect();
  }
}

/** Every row of every table, as text that tells any difference. */
async function contents(url: string): Promise<Record<string, string>> {
  const tables = await rowsOf(
    url,
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
     AND relname <> '_prisma_migrations' ORDER BY 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await rowsOf(url, `SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`);
    found[String(name)] = rows.map(({ row }) => row).join('\n');
  }
  return found;
}

async function board(url: string) {
  const database = createDatabase(url, 1);
  try {
    const [benchmark] = await database.benchmark.findMany({ where: { entryCount: { gt: 0 } } });
    const order = { metric: 'acc', by: 'score', direction: 'desc' } as const;
    return await leaderboardPages(database, [benchmark?.id ?? ''], {
      ...order,
      filter: {
        search: null,
        parameters: null,
        dimension: null,
        published: null,
        kind: null,
        entries: null,
      },
      asOf: null,
      after: null,
      before: null,
      take: { from: 'start', count: 50 },
    });
  } finally {
    await database.$disconnect();
  }
}

async function restored(): Promise<{ url: string; dataDir: string }> {
  const url = await emptyDatabase();
  const into = join(directory, randomUUID());
  await restoreBackup(await openBackup(folder), url, into);
  return { url, dataDir: into };
}

describe('a backup', () => {
  it('brings back every row, every object and the board elsewhere', async () => {
    await publish(source.url, 'Alpha');
    await publish(source.url, 'Beta');
    const outcome = await makeBackup(source.url, dataDir, folder);
    expect(outcome).toMatchObject({ objects: 6, leftOut: [] });
    const target = await restored();
    expect(await contents(target.url)).toEqual(await contents(source.url));
    expect(await board(target.url)).toEqual(await board(source.url));
    const objects = async (of: string) =>
      (await readdir(join(of, 'objects'), { recursive: true })).filter((name) => name.length > 2).sort();
    expect(await objects(target.dataDir)).toEqual(await objects(dataDir));
    // Sequences go on where they were.
    await publish(target.url, 'Gamma');
    expect(await readdir(join(target.dataDir, 'scratch'))).toEqual([]);
  });

  it('is of one moment, while entries are published', async () => {
    await Promise.all([
      makeBackup(source.url, dataDir, folder),
      ...[1, 2, 3, 4].map((number) => publish(source.url, `Entry ${number}`)),
    ]);
    const { url } = await restored();
    const counts = await rowsOf(
      url,
      `SELECT (SELECT sum("entryCount") FROM "Benchmark") = (SELECT count(*) FROM "Evaluation") AS "whole"`,
    );
    expect(counts).toEqual([{ whole: true }]);
  });

  it('of an earlier version is migrated', async () => {
    const earlier = await emptyDatabase();
    await loadPreviousVersion(earlier);
    await makeBackup(earlier, dataDir, folder);
    const { url } = await restored();
    await migrate(earlier);
    expect(await contents(url)).toEqual(await contents(earlier));
    expect((await contents(url)).Score?.length).toBeGreaterThan(10_000);
  });

  it('does without objects that are damaged or missing, and names them', async () => {
    const url = await emptyDatabase();
    await migrate(url);
    const id = await publish(url, 'Damaged');
    const { path } = openObjectStore(join(dataDir, 'objects'));
    const database = createDatabase(url, 1);
    const { encoder, evaluations } = await database.submission
      .findUniqueOrThrow({ where: { id }, include: { encoder: true, evaluations: true } })
      .finally(() => database.$disconnect());
    await flipBit(path(encoder.sha256));
    await rm(path(evaluations[0]?.testFeaturesSha256 ?? ''));
    const { objects, leftOut } = await makeBackup(url, dataDir, folder);
    expect(objects).toBe(1);
    expect(leftOut.toSorted()).toEqual([
      expect.stringMatching(/^The stored object \(features\) \w{64} is missing\.$/),
      expect.stringMatching(/^The stored object \(model\) is damaged .* not \w{64}\.$/),
    ]);
    expect(await contents((await restored()).url)).toEqual(await contents(url));
  });

  it('is not made over anything, nor of nothing, and leaves nothing behind then', async () => {
    const empty = await emptyDatabase();
    await expect(makeBackup(empty, dataDir, folder)).rejects.toThrow('The database is empty');
    await mkdir(folder);
    await writeFile(join(folder, 'mine'), '');
    await expect(makeBackup(source.url, dataDir, folder)).rejects.toThrow('exists already');
    const left = (await readdir(directory)).filter((name) => name.endsWith('.part'));
    expect(left).toEqual([]);
  });
});

describe('a restore', () => {
  beforeEach(async () => {
    await publish(source.url, 'Alpha');
    await makeBackup(source.url, dataDir, folder);
  });

  const rewrite = async (change: (manifest: Record<string, unknown>) => object, sealed = true) => {
    const file = join(folder, 'manifest.json');
    const { sha256, ...manifest } = JSON.parse(await readFile(file, 'utf8'));
    const changed = change(manifest);
    const seal = sealed ? hashSealed(changed) : sha256;
    await writeFile(file, JSON.stringify({ ...changed, sha256: seal }));
  };

  it('refuses a database that is not empty, and changes nothing', async () => {
    const before = await contents(source.url);
    const into = join(directory, randomUUID());
    await expect(restoreBackup(await openBackup(folder), source.url, into)).rejects.toThrow(
      /^The database is not empty \(\w+ has rows\)\. Restore into a new data directory/,
    );
    expect(await contents(source.url)).toEqual(before);
    await expect(readdir(into)).rejects.toThrow('ENOENT');
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['nothing', () => rm(folder, { recursive: true }), /is not a backup of Clusterboard: it has no manifest/],
    [
      'another folder',
      () => writeFile(join(folder, 'manifest.json'), '{"format":"other"}'),
      /is not a backup/,
    ],
    ['half a manifest', () => writeFile(join(folder, 'manifest.json'), '{"form'), /is not JSON/],
    [
      'a changed manifest',
      () => rewrite((manifest) => ({ ...manifest, objects: [] }), false),
      /is damaged: its manifest\.json is not as it was written/,
    ],
    ['a newer format', () => rewrite((manifest) => ({ ...manifest, version: 2 })), /newer version/],
    [
      'a newer database',
      () => rewrite((manifest) => ({ ...manifest, migrations: ['20990101000000_future'] })),
      /^The backup was made by a newer version of Clusterboard \(20990101000000_future\)/,
    ],
    [
      'a flipped bit in a table',
      () => flipBit(join(folder, 'tables', 'Encoder.copy')),
      /is damaged: the SHA-256 of \S+Encoder\.copy is \w{64}, not \w{64}\.$/,
    ],
    ['a missing table', () => rm(join(folder, 'tables', 'Score.copy')), /Score\.copy is missing\.$/],
    [
      'a flipped bit in an object',
      async () => flipBit(openObjectStore(join(folder, 'objects')).path(await store('model Alpha'))),
      /is damaged: the SHA-256 of/,
    ],
  ])('refuses %s before it writes anything', async (_, damage, sentence) => {
    await damage();
    await expect(openBackup(folder)).rejects.toThrow(sentence);
  });

  it('that fails half-way can be repeated', async () => {
    const url = await emptyDatabase();
    const backup = await openBackup(folder);
    const into = join(directory, randomUUID());
    const table = join(folder, 'tables', 'Submission.copy');
    const rows = await readFile(table, 'utf8');
    await writeFile(table, `${rows}not\ta\trow\n`);
    await expect(restoreBackup(backup, url, into)).rejects.toThrow();
    await writeFile(table, rows);
    await restoreBackup(backup, url, into);
    expect(await contents(url)).toEqual(await contents(source.url));
  });

  it('is refused while Clusterboard runs on the data directory', async () => {
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    vi.stubEnv('DATA_DIR', dataDir);
    const release = await lockDataDirectory(dataDir);
    expect(await restore([folder])).toBe(1);
    expect(said.join('')).toMatch(/is in use by another Clusterboard \(process \d+\)/);
    await release();
    vi.stubEnv('DATABASE_URL', await emptyDatabase());
    expect(await restore([folder, 'more'])).toBe(1);
    expect(said.join('')).toContain('Usage: npm run restore -- FOLDER');
    expect(await restore([folder])).toBe(0);
    vi.restoreAllMocks();
  });
});
