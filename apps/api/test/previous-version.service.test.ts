import { migrate } from '@clusterboard/core/migrate';
import {
  loadPreviousVersion,
  type PreviousAnswers,
  readPreviousAnswers,
  rowsOf,
} from '@clusterboard/core/previous-version-fixture';
import { beforeAll, expect, it } from 'vitest';
import { useApi } from './api.fixture.ts';

const api = useApi();
let previous: PreviousAnswers;
let attempts: unknown;
let replicates: unknown;
let submissions: unknown;
let providers: unknown;

const attemptsQuery = `SELECT "id", "submissionId", "task"::text, "number", "token", "claimedAt", "finishedAt",
  "outcome"::text, "log" FROM "Attempt" ORDER BY "id"`;
const submissionsQuery = `SELECT "id", "state"::text, "pooling"::text, "outputName" FROM "Submission" ORDER BY "id"`;
const providersQuery = `SELECT "id", "executionProvider"::text FROM "Evaluation" ORDER BY "id"`;
const replicatesQuery = `SELECT "evaluationId", "metric"::text, sha256("values") FROM "Replicates" ORDER BY 1, 2`;

beforeAll(async () => {
  await loadPreviousVersion(api.databaseUrl);
  attempts = await rowsOf(api.databaseUrl, attemptsQuery);
  replicates = await rowsOf(api.databaseUrl, replicatesQuery);
  submissions = await rowsOf(api.databaseUrl, submissionsQuery);
  providers = await rowsOf(api.databaseUrl, providersQuery);
  await migrate(api.databaseUrl);
  previous = await readPreviousAnswers();
});

it('answers about boards, scores, ranks, history and receipts as the previous version did', async () => {
  expect(previous.answers).toHaveLength(33);
  for (const { name, query, variables, data } of previous.answers) {
    const answer = await api.ask(previous.queries[query] ?? '', variables);
    expect({ name, errors: answer.errors, data: answer.data }).toEqual({ name, errors: [], data });
  }
});

it('keeps every attempt and replicate', async () => {
  expect(attempts).toHaveLength(45);
  expect(await rowsOf(api.databaseUrl, attemptsQuery)).toEqual(attempts);
  expect(replicates).toHaveLength(40);
  expect(await rowsOf(api.databaseUrl, replicatesQuery)).toEqual(replicates);
});

it('keeps states, poolings and execution providers', async () => {
  expect(submissions).toHaveLength(18);
  expect(await rowsOf(api.databaseUrl, submissionsQuery)).toEqual(submissions);
  expect(providers).toHaveLength(27);
  expect(await rowsOf(api.databaseUrl, providersQuery)).toEqual(providers);
});

it('keeps superseded results with their receipts', async () => {
  const [counts] = await rowsOf(
    api.databaseUrl,
    `SELECT count(*)::int AS "all", count("toRevision")::int AS "superseded",
       count("receipt"->>'sha256')::int AS "receipts" FROM "Evaluation"`,
  );
  expect(counts).toEqual({ all: 27, superseded: 10, receipts: 27 });
});
