import {
  type Acceptance,
  classScores,
  decideOutput,
  type Layout,
  type OutputDecision,
  type Pooling,
} from '@clusterboard/onnx';
import { failure, problem, type Result, success } from '@clusterboard/problems';
import type { Setting } from './output/settings-table.ts';

/** What a person says of which output holds the features, and how; the rest is read from the model. */
export interface OutputFlags {
  readonly output?: string;
  readonly layout?: Layout;
  readonly pooling?: Pooling;
}

type Accepted = Extract<Acceptance, { ok: true }>;

/** Fails with what the file leaves open, or does not fit it. */
export function chooseOutput({ readings }: Accepted, flags: OutputFlags): Result<OutputDecision> {
  const decided = decideOutput(readings, flags);
  return decided.ok ? success(decided.value) : failure(decided.problem);
}

/** A model with a batch of its own takes no other: fails with INVALID_FIELD. */
export function checkBatch({ model }: Accepted, batch: number | undefined): Result<void> {
  const { batch: fixed } = model.input;
  if (batch === undefined || fixed === null || fixed === batch) return success(undefined);
  const reason = `the model has a fixed batch of ${fixed} images.`;
  return failure(problem('INVALID_FIELD', { field: '--batch', reason }));
}

/** The lines that say how the model's output is read, and why. */
export function outputSettings({ readings }: Accepted, decision: OutputDecision): Setting[] {
  const { name, layout, pooling, reasons } = decision;
  return [
    { name: 'input layout', value: readings.input.layout, source: readings.input.reason },
    { name: 'output', value: name, source: reasons.output },
    { name: 'layout', value: layout, source: reasons.layout },
    { name: 'pooling', value: pooling, source: reasons.pooling },
  ];
}

/** What should be known before the scores of an output are believed. */
export function outputWarnings({ readings }: Accepted, decision: OutputDecision, classes: number): string[] {
  const scores = classScores(readings, decision, classes);
  return scores === null ? [] : [scores];
}
