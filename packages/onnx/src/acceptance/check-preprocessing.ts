import {
  channelCount,
  checkValues,
  isRefused,
  type Preprocessing,
  type ValueFinding,
  type ValueRange,
} from '@clusterboard/preprocessing';
import { type Problem, problem } from '@clusterboard/problems';
import type { EncoderInput } from './accept-model.ts';

const sizes = (values: readonly (number | null)[]): string => values.map((size) => size ?? 'any').join('×');

const rangeNames: Readonly<Record<ValueRange, string>> = {
  byte: '0 to 255: scale 1, mean 0, std 1',
  unit: '0 to 1: scale 1/255, mean 0, std 1',
};

/** Codes and texts of what `checkValues` finds. */
export function findingProblem(finding: ValueFinding): Problem {
  switch (finding.kind) {
    case 'contradiction':
      return problem('PREPROCESSING_CONTRADICTION', { reason: finding.reason, meant: finding.meant });
    case 'unusual':
      return problem('PREPROCESSING_UNUSUAL', { reason: finding.reason, meant: finding.meant });
    case 'levels':
      return problem('INPUT_RANGE', { levels: finding.levels });
    case 'twice': {
      const { nodes, range, certain } = finding.own;
      if (certain) return problem('PREPROCESSING_TWICE', { nodes, range: rangeNames[range] });
      return problem('PREPROCESSING_UNUSUAL', {
        reason: `the model seems to normalise its input itself (${nodes}), and scale, mean and std would normalise it a second time`,
        meant: `pixel values ${rangeNames[range]}`,
      });
    }
  }
}

interface PreprocessingCheck {
  /** INPUT_SIZE_MISMATCH, INPUT_RANGE, PREPROCESSING_CONTRADICTION or PREPROCESSING_TWICE. */
  readonly refused: Problem | null;
  /** PREPROCESSING_UNUSUAL. */
  readonly warnings: readonly Problem[];
}

/** Holds a preprocessing against what a model takes, as far as its file tells, and against itself. */
export function checkPreprocessing(input: EncoderInput, spec: Preprocessing): PreprocessingCheck {
  const expected = [input.channels, input.height, input.width];
  const actual = [channelCount(spec.colour), spec.height, spec.width];
  if (expected.some((size, axis) => size !== null && size !== actual[axis])) {
    const mismatch = problem('INPUT_SIZE_MISMATCH', { expected: sizes(expected), actual: sizes(actual) });
    return { refused: mismatch, warnings: [] };
  }
  const findings = checkValues(spec, { type: input.format.type, own: input.own });
  const refused = findings.find(isRefused);
  return {
    refused: refused === undefined ? null : findingProblem(refused),
    warnings: findings.filter((finding) => !isRefused(finding)).map(findingProblem),
  };
}
