import { type Duration, predictByLine, predictByPower } from './predict-seconds.ts';

/** How long the last evaluations on a benchmark took, newest first. */
export interface BenchmarkDurations {
  /** In both splits. */
  readonly images: number;
  readonly inspection: readonly Duration[];
  /** By the seconds that the model takes for an image. */
  readonly extraction: readonly Duration[];
  /** By the number of features. */
  readonly clustering: readonly Duration[];
}

/** A submission that waits or runs. */
export interface PendingSubmission {
  readonly submissionId: string;
  readonly benchmarkId: string;
  readonly stage: 'inspection' | 'evaluation' | 'clustering';
  /** Seconds since a worker took it; null if none has it. */
  readonly heldSeconds: number | null;
  /** Seconds since its features are there; null before. */
  readonly clusteringSeconds: number | null;
  /** How much of the extraction is done, from 0 to 1. */
  readonly extracted: number;
  /** What its inspection has measured; null before. */
  readonly secondsPerImage: number | null;
  readonly featureDim: number | null;
}

/** Inspections that a worker runs at once; it evaluates one submission at a time. */
const inspectionLanes = 2;
/** Share of a stage after which its own speed tells more than that of others. */
const enoughDone = 0.1;
/** What is over its time already is assumed to need this share of it yet. */
const overdue = 0.05;

const left = (total: number, elapsed: number): number => Math.max(total - elapsed, overdue * total);

interface Prediction {
  readonly inspection: number;
  readonly evaluation: number;
}

/** What is left to do for a submission, in seconds of a worker; null where nothing like it was measured. */
function predict(pending: PendingSubmission, durations: BenchmarkDurations | undefined): Prediction | null {
  const { stage, heldSeconds, clusteringSeconds, extracted, secondsPerImage, featureDim } = pending;
  if (durations === undefined) return null;
  const inspection = predictByPower(durations.inspection, null);
  const extraction = predictByLine(durations.extraction, secondsPerImage, durations.images);
  const clustering = predictByPower(durations.clustering, featureDim);
  if (inspection === null || extraction === null || clustering === null) return null;
  if (stage === 'inspection') {
    return { inspection: left(inspection, heldSeconds ?? 0), evaluation: extraction + clustering };
  }
  if (heldSeconds === null) return { inspection: 0, evaluation: extraction + clustering };
  if (stage === 'clustering') return { inspection: 0, evaluation: left(clustering, clusteringSeconds ?? 0) };
  const extractionLeft =
    extracted > enoughDone ? heldSeconds * (1 / extracted - 1) : left(extraction, heldSeconds);
  return { inspection: 0, evaluation: extractionLeft + clustering };
}

/** Times at which lanes become free; `take` gives the next job the lane that is free first. */
class Lanes {
  readonly #free: number[];

  constructor(count: number) {
    this.#free = Array<number>(count).fill(0);
  }

  /** @returns when the job ends */
  take(ready: number, seconds: number): number {
    const first = this.#free.indexOf(Math.min(...this.#free));
    const end = Math.max(this.#free[first] ?? 0, ready) + seconds;
    this.#free[first] = end;
    return end;
  }
}

/**
 * Seconds until each submission ends, by what earlier ones on the same benchmark took, how far it is, and what the
 * workers do first. One is missing if nothing like it, or like one before it, was measured.
 *
 * @param pending in the order in which they are served; those that wait for a fault of ours left out
 * @param workers that take work
 */
export function remainingTimes(
  pending: readonly PendingSubmission[],
  durations: ReadonlyMap<string, BenchmarkDurations>,
  workers: number,
): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  if (workers === 0) return times;
  const inspections = new Lanes(workers * inspectionLanes);
  const evaluations = new Lanes(workers);
  // What workers have already is not waited for in turn.
  const isHeld = ({ heldSeconds }: PendingSubmission) => heldSeconds !== null;
  const inOrder = [...pending.filter(isHeld), ...pending.filter((one) => !isHeld(one))];
  const inspected = new Map<PendingSubmission, Prediction & { readonly ready: number }>();
  for (const one of inOrder) {
    const prediction = predict(one, durations.get(one.benchmarkId));
    if (prediction === null) continue;
    const ready = prediction.inspection === 0 ? 0 : inspections.take(0, prediction.inspection);
    inspected.set(one, { ...prediction, ready });
  }
  const isEvaluated = (one: PendingSubmission) => isHeld(one) && one.stage !== 'inspection';
  for (const one of [...pending.filter(isEvaluated), ...pending.filter((other) => !isEvaluated(other))]) {
    const known = inspected.get(one);
    if (known === undefined) break;
    times.set(one.submissionId, evaluations.take(known.ready, known.evaluation));
  }
  return times;
}
