import type { StoredPause } from '@clusterboard/core';
import { type Problem, type ProblemCode, problemCodes } from '@clusterboard/problems';
import { builder } from '../builder.ts';
import { ProblemType } from '../problem.ts';
import { type ServerStatus, serverPauses, silence } from './read-status.ts';

const isKnown = (code: string): code is ProblemCode => problemCodes.some((known) => known === code);

/** A worker of another version may know other codes. */
const problemOf = ({ code, message, advice }: StoredPause): Problem => ({
  code: isKnown(code) ? code : 'PLATFORM_FAULT',
  message,
  advice,
});

export const PauseType = builder.objectRef<StoredPause>('Pause').implement({
  description: 'A fault of the server that evaluations wait for. They go on by themselves when it is over.',
  fields: (t) => ({
    cause: t.field({ type: ProblemType, description: 'What is wrong.', resolve: problemOf }),
    dataset: t.string({
      nullable: true,
      description: 'Slug of the dataset, if only its evaluations wait.',
      resolve: ({ scope }) => (scope.startsWith('dataset:') ? scope.slice('dataset:'.length) : null),
    }),
    since: t.expose('since', { type: 'DateTime', description: 'When it was found.' }),
    retryAt: t.expose('retryAt', { type: 'DateTime', description: 'When it is tried again.' }),
  }),
});

const ServerStatusType = builder.objectRef<ServerStatus>('ServerStatus').implement({
  description: 'What this server can do at the moment.',
  fields: (t) => ({
    workers: t.int({
      description: 'Number of running workers.',
      resolve: ({ workers }) => workers.live.length,
    }),
    uploadsRefused: t.field({
      type: ProblemType,
      nullable: true,
      description: 'Why uploads are refused; null if they are accepted.',
      resolve: ({ uploads }) => uploads,
    }),
    workersSilent: t.field({
      type: ProblemType,
      nullable: true,
      description: 'Workers that have ended without a word, or hang; null if all respond.',
      resolve: silence,
    }),
    pauses: t.field({
      type: [PauseType],
      description: 'What evaluations wait for; empty if nothing.',
      resolve: serverPauses,
    }),
  }),
});

builder.queryField('status', (t) =>
  t.field({
    type: ServerStatusType,
    description: 'What this server can do at the moment.',
    resolve: (_root, _args, { readStatus }) => readStatus(),
  }),
);
