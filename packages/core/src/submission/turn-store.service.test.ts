import { beforeEach, describe, expect, it } from 'vitest';
import { claimFor, claimRules, someEvaluation, submitSomething } from '../catalogue/catalogue.fixture.ts';
import { publishEvaluation } from '../evaluation/publish-store.ts';
import { useCoreDatabase } from '../infra/core-database.fixture.ts';
import { type Claim, claimAttempt, releaseAttempt } from './attempt-store.ts';
import { cancelSubmission } from './cancel-store.ts';
import { acceptInspection } from './outcome-store.ts';
import { queuePositions, waitingInTurn } from './queue-store.ts';
import { TooManyPending } from './turn-store.ts';

const database = useCoreDatabase();
beforeEach(async () => {
  await database.attempt.updateMany({ data: { finishedAt: new Date() } });
  await database.submission.updateMany({ data: { state: 'CANCELLED', client: null } });
  names.clear();
});

const names = new Map<string, string>();

/** One submission after the other: `a1`, `a2` and so on of the client `a`. */
async function submitAll(...all: string[]): Promise<void> {
  for (const name of all) {
    const client = name.slice(0, 1);
    const changes = client === '-' ? {} : { submitter: { client, maxPending: 20 } };
    names.set(await submitSomething(database, changes), name);
  }
}

const idOf = (name: string): string => [...names].find(([, other]) => other === name)?.[0] ?? '';
const waiting = async (task: 'inspect' | 'evaluate') =>
  (await waitingInTurn(database, claimRules[task])).map(({ submissionId }) => names.get(submissionId));

async function positions(): Promise<string[]> {
  const found = await queuePositions(database, [...names.keys()]);
  return found
    .toSorted((one, other) => one.position - other.position)
    .map(({ submissionId }) => names.get(submissionId) ?? '');
}

const facts = { parameters: 1, inspection: {}, outputName: 'features', note: '2 features per image' };
const claim = (task: Claim['task'], name: string) => claimFor(database, task, idOf(name), 30);
const inspect = async (...all: string[]) => {
  for (const name of all) await acceptInspection(database, await claim('inspect', name), facts);
};
const evaluate = async (name: string) =>
  publishEvaluation(database, await claim('evaluate', name), someEvaluation);

describe('clients are served one after the other', () => {
  it('however many submissions one of them has', async () => {
    await submitAll('a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'b1');
    expect(await waiting('inspect')).toEqual(['a1', 'b1', 'a2', 'a3', 'a4', 'a5', 'a6']);
    expect(await positions()).toEqual(await waiting('inspect'));
    await inspect('a1', 'b1', 'a2', 'a3');
    expect(await waiting('evaluate')).toEqual(['a1', 'b1', 'a2', 'a3']);
    expect(await positions()).toEqual(['a1', 'b1', 'a2', 'a3', 'a4', 'a5', 'a6']);
  });

  it('from the turn that is served on, also those that come later', async () => {
    await submitAll('a1', 'a2', 'a3', 'a4');
    await inspect('a1', 'a2', 'a3');
    await evaluate('a1');
    await claim('evaluate', 'a2');
    await submitAll('b1', 'b2', 'c1', 'a5');
    expect(await waiting('inspect')).toEqual(['b1', 'c1', 'b2', 'a4', 'a5']);
    expect(await positions()).toEqual(['b1', 'c1', 'a3', 'b2', 'a4', 'a5']);
  });

  it('before shipped examples, and after what earlier versions left', async () => {
    names.set(await submitSomething(database, { exampleKey: `example ${Date.now()}` }), 'example');
    await submitAll('-1', '-2', 'a1', 'a2');
    await database.submission.update({ where: { id: idOf('-2') }, data: { turn: 0 } });
    expect(await positions()).toEqual(['-1', '-2', 'a1', 'a2', 'example']);
  });

  it('each after its own, also when they are submitted at once', async () => {
    await Promise.all(Array.from({ length: 5 }, (_, at) => submitAll(`a${at}`)));
    const rows = await database.submission.findMany({ where: { id: { in: [...names.keys()] } } });
    expect(rows.map(({ turn }) => turn).toSorted()).toEqual([0, 1, 2, 3, 4]);
  });
});

it('of many that a client submits at once, the limit lets as many pass as are left', async () => {
  const submitter = { client: 'a', maxPending: 3 };
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, () => submitSomething(database, { submitter })),
  );
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toHaveLength(5);
  for (const reason of refused) expect(reason).toBeInstanceOf(TooManyPending);
});

describe('what a worker had to leave', () => {
  it.each(['RELEASED', 'PAUSED'] as const)('keeps its place: it goes on first (%s)', async (outcome) => {
    await submitAll('a1', 'b1', 'b2', 'a2');
    await inspect('a1', 'b1', 'b2', 'a2');
    await evaluate('a1');
    await evaluate('b1');
    const held = await claim('evaluate', 'a2');
    expect(await positions()).toEqual(['b2']);
    await releaseAttempt(database, held, outcome);
    expect(await positions()).toEqual(['a2', 'b2']);
    expect(await waiting('evaluate')).toEqual(['a2', 'b2']);
  });

  it('has a place when its lease ran out', async () => {
    await submitAll('a1', 'b1');
    const { token } = await claim('inspect', 'b1');
    const leaseExpiresAt = new Date(Date.now() - 1000);
    await database.attempt.update({ where: { token }, data: { leaseExpiresAt } });
    expect(await positions()).toEqual(['b1', 'a1']);
    expect(await waiting('inspect')).toEqual(['b1', 'a1']);
  });

  it('is not tried again at once after a fault of ours', async () => {
    await submitAll('a1', 'b1');
    const { token } = await claim('inspect', 'a1');
    await releaseAttempt(database, { ...(await held(token)) }, 'FAULT');
    expect(await waiting('inspect')).toEqual(['b1']);
    const finishedAt = new Date(Date.now() - 6000);
    await database.attempt.update({ where: { token }, data: { finishedAt } });
    expect(await waiting('inspect')).toEqual(['a1', 'b1']);
  });
});

const held = async (token: string): Promise<Claim> => {
  const { submissionId, task, number } = await database.attempt.findUniqueOrThrow({ where: { token } });
  return { submissionId, task, number, token };
};

describe('inspections of one client', () => {
  const outcomeOf = async (name: string) =>
    (await claimAttempt(database, claimRules.inspect, idOf(name), 30)).kind;

  it('are one at a time, also when two are claimed at once', async () => {
    await submitAll('a1', 'a2', 'a3', 'b1');
    const outcomes = await Promise.all(['a1', 'a2', 'a3', 'b1'].map(outcomeOf));
    expect(outcomes.filter((kind) => kind === 'claimed')).toHaveLength(2);
    expect(outcomes[3]).toBe('claimed');
    expect(await waiting('inspect')).toEqual([]);
  });

  it('go on when the first has ended, and do not wait for an evaluation', async () => {
    await submitAll('a1', 'a2', 'a3');
    await inspect('a1');
    await claim('evaluate', 'a1');
    await claim('inspect', 'a2');
    expect(await outcomeOf('a3')).toBe('skipped');
    await cancelSubmission(database, idOf('a2'));
    expect(await outcomeOf('a3')).toBe('claimed');
  });
});
