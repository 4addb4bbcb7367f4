import { acceptInspection, plainJson } from '@clusterboard/core';
import { openCrops } from '@clusterboard/datasets';
import { probeEncoder } from '@clusterboard/extraction';
import { acceptModel, checkPreprocessing, inspectModel } from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import { failure, type Result, success } from '@clusterboard/problems';
import type { Work } from '../attempt.ts';
import { encoderSettings, openAssignment, requireModel } from './submission.ts';

/** Reads the model as data, holds it against the rules, and tries it on two images in the jail. */
export const inspect: Work = async (context, claim, signal): Promise<Result<void>> => {
  const assignment = await openAssignment(context, claim.submissionId);
  await requireModel(context, assignment);
  const source = await fromFile(assignment.modelPath);
  try {
    const inspected = await inspectModel(source);
    if (!inspected.ok) return inspected;
    const accepted = acceptModel(inspected.value, {
      ...(assignment.submission.outputName === null ? {} : { output: assignment.submission.outputName }),
    });
    if (!accepted.ok) return accepted;
    const misfit = checkPreprocessing(accepted.value.input, assignment.preprocessing);
    if (misfit !== null) return failure(misfit);
    const settings = encoderSettings(context, assignment, signal);
    const probed = await probeEncoder({
      ...settings,
      crops: openCrops(assignment.pack, assignment.pack.train, settings.preprocessing, { limit: 2 }),
      output: { ...settings.output, name: accepted.value.output.name },
    });
    if (!probed.ok) return probed;
    await acceptInspection(context.database, claim, {
      parameters: inspected.value.parameters,
      inspection: plainJson(inspected.value),
      outputName: accepted.value.output.name,
      note: `${probed.value.dim} features per image`,
    });
    return success(undefined);
  } finally {
    await source.close();
  }
};
