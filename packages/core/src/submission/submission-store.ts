import type { Prisma } from '@clusterboard/database/client';
import type { Layout, Pooling } from '@clusterboard/database/enums';
import type { SubmissionModel } from '@clusterboard/database/models';
import type { Database } from '../infra/database.ts';
import { sendMessage } from '../infra/outbox-store.ts';
import { taskContracts } from '../infra/tasks.ts';
import { type Submitter, takeTurn } from './turn-store.ts';

export interface NewSubmission {
  readonly benchmarkId: string;
  readonly encoder: {
    readonly name: string;
    /** What a reader takes in of the name, to find names that imitate it. */
    readonly nameSkeleton?: string;
    readonly description: string;
    /** Display name; there are no accounts yet. */
    readonly submittedBy: string;
    readonly fileName: string;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly parameters?: number;
    readonly inspection?: Prisma.InputJsonValue;
  };
  readonly preprocessing: Prisma.InputJsonValue;
  /** null: the model's only output, or its likeliest one. */
  readonly outputName: string | null;
  readonly pooling: Pooling;
  /** null: by its number of axes. */
  readonly layout?: Layout | null;
  /** Of the image; null: as the model's input tells. */
  readonly inputLayout?: Layout | null;
  /** Where output, layout and pooling came from. */
  readonly outputReasons?: Prisma.InputJsonValue;
  /** Output, layout and pooling as they were asked for. */
  readonly outputRequest?: Prisma.InputJsonValue;
  /** Names a shipped example; at most one submission of a benchmark has it. */
  readonly exampleKey?: string;
  /** At most one submission has it. */
  readonly uploadId?: string;
  /** At most one submission has it. */
  readonly idempotencyKey?: string;
  /** The HTTP request that submits it; it travels on into the worker's log. */
  readonly requestId?: string;
  /** Whose submissions are counted; none for what comes with the product. */
  readonly submitter?: Submitter;
}

/**
 * Writes the encoder, its submission, the first event and the message that starts its inspection,
 * all or nothing.
 *
 * @returns the submission's id
 * @throws TooManyPending where its submitter has as many as it may
 * @throws if its upload or idempotency key has a submission already, see {@link findSubmitted}
 */
export async function createSubmission(database: Database, entry: NewSubmission): Promise<string> {
  return database.$transaction(async (transaction) => {
    const { inspection, parameters, ...encoder } = entry.encoder;
    const data = {
      benchmark: { connect: { id: entry.benchmarkId } },
      encoder: {
        create: {
          ...encoder,
          ...(parameters === undefined ? {} : { parameters }),
          ...(inspection === undefined ? {} : { inspection }),
        },
      },
      preprocessing: entry.preprocessing,
      outputName: entry.outputName,
      pooling: entry.pooling,
      layout: entry.layout ?? null,
      inputLayout: entry.inputLayout ?? null,
      ...(entry.outputReasons === undefined ? {} : { outputReasons: entry.outputReasons }),
      ...(entry.outputRequest === undefined ? {} : { outputRequest: entry.outputRequest }),
      exampleKey: entry.exampleKey ?? null,
      uploadId: entry.uploadId ?? null,
      idempotencyKey: entry.idempotencyKey ?? null,
    };
    const { id } = await queueSubmission(transaction, data, entry);
    return id;
  });
}

/**
 * Writes a submission, its first event and the message that starts its inspection.
 *
 * @throws TooManyPending
 */
export async function queueSubmission(
  transaction: Prisma.TransactionClient,
  data: Omit<Prisma.SubmissionCreateInput, 'requestId' | 'client' | 'turn'>,
  { requestId, submitter }: Pick<NewSubmission, 'requestId' | 'submitter'>,
): Promise<SubmissionModel> {
  // Shipped examples wait behind all others, in the order in which they came.
  const turn = typeof data.exampleKey === 'string' ? 0 : await takeTurn(transaction, submitter);
  const submission = await transaction.submission.create({
    data: {
      ...data,
      requestId: requestId ?? null,
      client: submitter?.client ?? null,
      turn,
      events: { create: { state: 'QUEUED' } },
    },
  });
  const payload = { submissionId: submission.id, background: submission.exampleKey !== null };
  await sendMessage(transaction, taskContracts.inspect, payload, requestId);
  return submission;
}

/** The submission of an upload or of an idempotency key, with what was submitted; null if there is none yet. */
export async function findSubmitted(
  database: Database,
  by: { readonly uploadId: string } | { readonly idempotencyKey: string },
) {
  return database.submission.findUnique({
    where: by,
    include: {
      encoder: { select: { name: true, description: true, submittedBy: true, sha256: true } },
      benchmark: { select: { slug: true } },
    },
  });
}

export type EarlierSubmission = NonNullable<Awaited<ReturnType<typeof findSubmitted>>>;

/** Whether a shipped example has been submitted to a benchmark already. */
export async function hasExample(
  database: Database,
  benchmarkId: string,
  exampleKey: string,
): Promise<boolean> {
  const found = await database.submission.findUnique({
    where: { benchmarkId_exampleKey: { benchmarkId, exampleKey } },
    select: { id: true },
  });
  return found !== null;
}

/** The dataset that a submission is evaluated on; null where there is no such submission. */
export async function datasetOf(
  database: Database,
  submissionId: string,
): Promise<{ slug: string; name: string; manifestSha256: string } | null> {
  const found = await database.submission.findUnique({
    where: { id: submissionId },
    select: {
      benchmark: { select: { dataset: { select: { slug: true, name: true, manifestSha256: true } } } },
    },
  });
  return found?.benchmark.dataset ?? null;
}

/** Whether a submission is a shipped example; no request makes one. */
export async function isExample(database: Database, submissionId: string): Promise<boolean> {
  const found = await database.submission.findUnique({
    where: { id: submissionId },
    select: { exampleKey: true },
  });
  return typeof found?.exampleKey === 'string';
}

/** What a worker needs to know of a submission to inspect or evaluate it. */
export async function loadForWork(database: Database, submissionId: string) {
  return database.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: {
      id: true,
      exampleKey: true,
      preprocessing: true,
      outputName: true,
      pooling: true,
      layout: true,
      inputLayout: true,
      outputReasons: true,
      encoder: { select: { sha256: true, sizeBytes: true } },
      benchmark: {
        select: {
          slug: true,
          clusters: true,
          dataset: { select: { slug: true, name: true, manifestSha256: true } },
          protocol: { select: { id: true, definition: true } },
        },
      },
    },
  });
}

export type SubmissionForWork = Awaited<ReturnType<typeof loadForWork>>;
