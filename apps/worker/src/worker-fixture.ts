import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openObjectStore } from '@clusterboard/artifacts';
import {
  createDatabase,
  createSubmission,
  type Database,
  isFinal,
  listenForChanges,
  type Prisma,
  putBenchmark,
} from '@clusterboard/core';
import { hashManifest, type Pack } from '@clusterboard/datasets';
import { strict1 } from '@clusterboard/evaluation';
import { createRunnerFixture, outputName } from '@clusterboard/extraction/runner-fixture';
import { createEvaluatorFixture } from '@clusterboard/pipeline/evaluator-fixture';
import type { Preprocessing } from '@clusterboard/preprocessing';
import type { Result } from '@clusterboard/problems';
import { useDatabase, useDirectory, useRedis } from '@clusterboard/testkit';
import pino from 'pino';
import { afterAll, beforeAll } from 'vitest';
import type { WorkerContext } from './context.ts';
import type { TaskRegistry } from './define-task.ts';
import { Pauses } from './pauses/pauses.ts';
import { openRegistry } from './task-registry.ts';
import { startWorker } from './worker.ts';

// A worker in this process on a real database, a real Redis and a real data set.

export interface WorkerFixture {
  readonly database: Database;
  readonly benchmarkId: string;
  readonly context: WorkerContext;
  /** Puts a model in the store and submits it; resolves with the submission's id. */
  submit(model: Uint8Array, change?: Partial<SubmissionChoices>): Promise<string>;
  /** Starts a worker; the returned function stops it as SIGTERM would. */
  work(change?: Partial<WorkerContext>, tasks?: TaskRegistry): () => Promise<void>;
  /** Resolves with the submission once `condition` holds; it is looked at after each change of state. */
  reached(id: string, condition: (submission: Settled) => boolean): Promise<Settled>;
  /** Resolves with the submission once nothing more happens to it. */
  settled(id: string): Promise<Settled>;
  close(): Promise<void>;
}

interface SubmissionChoices {
  /** Instead of grey images of `side` and `scale`. */
  readonly preprocessing: Preprocessing;
  readonly side: number;
  readonly scale: number;
  readonly outputName: string | null;
  readonly requestId: string;
  /** Who submits it; nobody where absent. */
  readonly client: string;
}

const readSettled = (database: Database, id: string) =>
  database.submission.findUniqueOrThrow({
    where: { id },
    include: {
      evaluations: { orderBy: { publishedAt: 'asc' } },
      attempts: true,
      events: { orderBy: { id: 'asc' } },
    },
  });

export type Settled = Awaited<ReturnType<typeof readSettled>>;

async function addBenchmark(database: Database, pack: Pack): Promise<string> {
  const { manifest } = pack;
  return putBenchmark(database, {
    dataset: {
      slug: manifest.slug,
      name: manifest.name,
      description: manifest.description,
      licence: manifest.licence.spdx,
      homepage: manifest.homepage,
      ...manifest.image,
      classNames: manifest.classNames,
      trainCount: manifest.splits.train.count,
      testCount: manifest.splits.test.count,
      manifestSha256: await hashManifest(pack),
    },
    protocol: { id: strict1.id, summary: 'k-means', definition: { ...strict1 } as Prisma.InputJsonObject },
    benchmark: {
      slug: manifest.slug,
      name: manifest.name,
      summary: manifest.description,
      position: 0,
      clusters: manifest.classNames.length,
    },
  });
}

export async function createWorkerFixture(
  services: {
    readonly databaseUrl: string;
    readonly redisUrl: string;
    readonly directory: string;
    /** Whether the test stops the database. */
    readonly mayFail?: boolean;
  },
  importPack: (directory: string) => Promise<Result<Pack>>,
): Promise<WorkerFixture> {
  const datasetsDir = join(services.directory, 'datasets');
  const pack = await importPack(datasetsDir);
  if (!pack.ok) throw new Error(pack.problem.message);
  await mkdir(join(services.directory, 'objects'), { recursive: true });
  const database = createDatabase(services.databaseUrl);
  const benchmarkId = await addBenchmark(database, pack.value);
  const runner = await createRunnerFixture();
  const evaluator = await createEvaluatorFixture();
  const changes = await listenForChanges(services.databaseUrl, (error) => {
    if (services.mayFail !== true) throw error;
  });
  const context: WorkerContext = {
    database,
    changes,
    store: openObjectStore(join(services.directory, 'objects')),
    pauses: new Pauses(),
    log: pino({ level: 'silent' }),
    datasetsDir,
    cropCacheDir: join(services.directory, 'crops'),
    featureCacheDir: join(services.directory, 'features'),
    scratchDir: join(services.directory, 'scratch'),
    executionProviders: ['cpu'],
    runner: {
      controlGroup: null,
      entry: runner.runnerEntry,
      wallClockSeconds: 60,
      probeSeconds: 60,
      memoryMebibytes: 1024,
      sandbox: 'auto',
    },
    evaluator: evaluator.settings,
    announced: new Set(),
    threads: 2,
    leaseSeconds: 30,
  };
  async function reached(id: string, condition: (submission: Settled) => boolean): Promise<Settled> {
    for (;;) {
      const read = new AbortController();
      // Listens before it reads, so that no change falls between the two.
      const changed = changes.next('submission', id, read.signal);
      try {
        const submission = await readSettled(database, id);
        if (condition(submission)) return submission;
        await changed;
      } finally {
        read.abort();
      }
    }
  }
  let uploads = 0;
  return {
    database,
    benchmarkId,
    context,
    async submit(
      model,
      { side = 4, scale = 1, outputName: output = outputName, preprocessing, requestId, client } = {},
    ) {
      const uploadsDir = join(services.directory, 'uploads');
      await mkdir(uploadsDir, { recursive: true });
      const path = join(uploadsDir, String(uploads++));
      await writeFile(path, model);
      return createSubmission(database, {
        benchmarkId,
        encoder: {
          name: 'Encoder',
          description: '',
          submittedBy: 'Somebody',
          fileName: 'encoder.onnx',
          ...(await context.store.adopt(path)),
        },
        preprocessing: preprocessing ?? {
          height: side,
          width: side,
          interpolation: 'bilinear',
          colour: 'grey',
          scale,
          mean: [0],
          std: [1],
        },
        outputName: output,
        pooling: 'mean',
        ...(requestId === undefined ? {} : { requestId }),
        ...(client === undefined ? {} : { submitter: { client, maxPending: 100 } }),
      });
    },
    work(change = {}, tasks = openRegistry()) {
      const stop = new AbortController();
      const worker = startWorker(
        { ...context, pauses: new Pauses(), ...change },
        services.redisUrl,
        stop.signal,
        tasks,
      );
      return async () => {
        stop.abort();
        await (await worker).ended;
      };
    },
    reached,
    settled: (id) => reached(id, ({ state }) => isFinal(state)),
    async close() {
      await runner.remove();
      await evaluator.remove();
      await changes.close();
      await database.$disconnect();
    },
  };
}

/** What a file of tests works with: a worker fixture on a database, a Redis and a directory of its own. */
interface UsedWorkerFixture extends Omit<WorkerFixture, 'close'> {
  readonly redisUrl: string;
  readonly directory: string;
}

/** Makes a fixture before the tests of a file and closes it after them; its parts are there from the first test on. */
export function useWorkerFixture(
  importPack: (directory: string) => Promise<Result<Pack>>,
): UsedWorkerFixture {
  const database = useDatabase();
  const redis = useRedis();
  const directory = useDirectory();
  let made: WorkerFixture | undefined;
  beforeAll(async () => {
    const services = { databaseUrl: database.url, redisUrl: redis.url, directory: directory.path };
    made = await createWorkerFixture(services, importPack);
  });
  afterAll(() => made?.close());
  const fixture = (): WorkerFixture => {
    if (!made) throw new Error('the fixture is made before the first test, not when the file is read');
    return made;
  };
  return {
    get redisUrl() {
      return redis.url;
    },
    get directory() {
      return directory.path;
    },
    get database() {
      return fixture().database;
    },
    get benchmarkId() {
      return fixture().benchmarkId;
    },
    get context() {
      return fixture().context;
    },
    submit: (...args) => fixture().submit(...args),
    work: (...args) => fixture().work(...args),
    reached: (...args) => fixture().reached(...args),
    settled: (...args) => fixture().settled(...args),
  };
}
