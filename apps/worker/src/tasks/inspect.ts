import { acceptInspection, plainJson, taskContracts } from '@clusterboard/core';
import { openCrops } from '@clusterboard/datasets';
import { probeEncoder } from '@clusterboard/extraction';
import { acceptFile } from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import { failure, type Result, success } from '@clusterboard/problems';
import type { Work } from '../attempt.ts';
import { defineTask, submissionPriority } from '../define-task.ts';
import { encoderSettings, openInputs, requireModel } from '../evaluation-inputs.ts';

const handle: Work = async (context, claim, signal): Promise<Result<void>> => {
  const inputs = await openInputs(context, claim.submissionId);
  await requireModel(context, inputs);
  const source = await fromFile(inputs.modelPath);
  try {
    const accepted = await acceptFile(source, {
      output: inputs.submission.outputName,
      preprocessing: inputs.preprocessing,
    });
    if (!accepted.ok) return failure(accepted.problem);
    const { inspection, model } = accepted;
    const settings = encoderSettings(context, inputs, signal);
    const probed = await probeEncoder({
      ...settings,
      crops: openCrops(inputs.pack, inputs.pack.train, settings.preprocessing, { limit: 2 }),
      output: { ...settings.output, name: model.output.name },
    });
    if (!probed.ok) return probed;
    await acceptInspection(context.database, claim, {
      parameters: inspection.parameters,
      inspection: plainJson(inspection),
      outputName: model.output.name,
      note: `${probed.value.dim} features per image`,
      ...(context.requestId === undefined ? {} : { requestId: context.requestId }),
    });
    return success(undefined);
  } finally {
    await source.close();
  }
};

/** Reads the model as data, checks it against the rules, and runs it on two images in the sandbox. */
export const inspect = defineTask({
  ...taskContracts.inspect,
  claim: { from: ['QUEUED', 'INSPECTING'], into: 'INSPECTING' },
  retry: { maxInterruptions: 3 },
  priority: submissionPriority,
  handle,
});
