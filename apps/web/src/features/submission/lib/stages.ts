import type { Submission, SubmissionState } from './submission-query.ts';

export const stageNames = ['queued', 'inspected', 'extracted', 'clustered', 'ranked'] as const;
export type StageName = (typeof stageNames)[number];
export type StageStatus = 'done' | 'active' | 'waiting' | 'failed' | 'cancelled';

export interface Stage {
  readonly name: StageName;
  readonly status: StageStatus;
  /** ISO time at which the stage began, where it has. */
  readonly startedAt: string | null;
  /** Seconds that it took, once it is done. */
  readonly seconds: number | null;
  /** Steps done and to do, where the stage counts them. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

/** Ends that may come in any stage. */
type BrokenOff = 'REJECTED' | 'FAILED' | 'CANCELLED';

const isBrokenOff = (state: SubmissionState): state is BrokenOff =>
  state === 'REJECTED' || state === 'FAILED' || state === 'CANCELLED';

/** The stage that a state belongs to. INSPECTED waits for extraction to begin. */
const stageOf: Readonly<Record<Exclude<SubmissionState, BrokenOff>, StageName>> = {
  QUEUED: 'queued',
  INSPECTING: 'inspected',
  INSPECTED: 'extracted',
  EXTRACTING: 'extracted',
  CLUSTERING: 'clustered',
  RANKED: 'ranked',
  WITHDRAWN: 'ranked',
};

type Told = Pick<Submission, 'state' | 'events' | 'progress' | 'createdAt'>;

/** The stages of a submission in their order, from its state, its events and its counters. */
export function stagesOf({ state, events, progress, createdAt }: Told): Stage[] {
  const started = startTimes(events, createdAt);
  const inspectedAt = events.findLast((event) => event.state === 'INSPECTED')?.at;
  const current = isBrokenOff(state) ? (lastStage(events) ?? 'queued') : stageOf[state];
  const reached = stageNames.indexOf(current);
  const counts = {
    extracted: { done: progress.imagesDone, total: progress.imagesTotal },
    clustered: { done: progress.seedsDone, total: progress.seedsTotal },
  };
  return stageNames.map((name, index) => {
    const status = statusOf(index, reached, state);
    const startedAt = index <= reached ? (started.get(name) ?? null) : null;
    const next = stageNames.slice(index + 1, reached + 1).find((later) => started.has(later));
    const left = next ? started.get(next) : undefined;
    // Between its inspection and its extraction a submission waits once more.
    const endedAt = status !== 'done' ? undefined : name === 'inspected' ? (inspectedAt ?? left) : left;
    const counted = name === 'extracted' || name === 'clustered' ? counts[name] : null;
    return {
      name,
      status,
      startedAt,
      seconds: startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : null,
      progress: counted && counted.total > 0 && index <= reached ? counted : null,
    };
  });
}

function statusOf(index: number, reached: number, state: SubmissionState): StageStatus {
  if (index < reached || state === 'RANKED' || state === 'WITHDRAWN') return 'done';
  if (index > reached) return 'waiting';
  if (!isBrokenOff(state)) return 'active';
  return state === 'CANCELLED' ? 'cancelled' : 'failed';
}

/** When each stage last began: a stage that was taken up again counts from its last try. */
function startTimes(events: Told['events'], createdAt: string): Map<StageName, string> {
  const times = new Map<StageName, string>([['queued', createdAt]]);
  for (const { state, at } of events) {
    if (isBrokenOff(state) || state === 'QUEUED' || state === 'WITHDRAWN') continue;
    if (state === 'INSPECTED' && times.has('extracted')) continue;
    // Once ranked it may be rescored; its stages are over.
    if (state === 'RANKED' && times.has('ranked')) continue;
    times.set(stageOf[state], at);
  }
  return times;
}

function lastStage(events: Told['events']): StageName | null {
  const last = events.map(({ state }) => state).findLast((state) => !isBrokenOff(state));
  return last === undefined || isBrokenOff(last) ? null : stageOf[last];
}
