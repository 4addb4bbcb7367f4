import { acceptInspection, plainJson, type SubmissionForWork, taskContracts } from '@clusterboard/core';
import { openCrops } from '@clusterboard/datasets';
import { probeEncoder } from '@clusterboard/extraction';
import { type AcceptedModel, acceptFile, decideOutput, type OutputReadings } from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import { failure, type Result, success } from '@clusterboard/problems';
import type { Work } from '../attempt.ts';
import { defineTask, submissionPriority } from '../define-task.ts';
import { encoderSettings, openInputs, takeModel } from '../evaluation-inputs.ts';
import { throughOutage } from '../pauses/through-outage.ts';
import { withScratch } from '../scratch.ts';

interface ProbedOutput {
  readonly name: string;
  readonly dim?: number;
}

/**
 * The output of a submission; of one from before layouts were decided, the one that was likely by its name.
 * Fails where the file does not fit what was decided.
 */
function outputOf(
  { outputName, layout, pooling }: SubmissionForWork,
  model: AcceptedModel,
  readings: OutputReadings,
): Result<ProbedOutput> {
  if (layout === null) return success({ name: model.output.name });
  const decided = decideOutput(readings, { output: outputName, layout, pooling });
  if (!decided.ok) return failure(decided.problem);
  const { name, dim } = decided.value;
  return success({ name, ...(dim === null ? {} : { dim }) });
}

const handle: Work = async (context, claim, signal): Promise<Result<void>> => {
  const inputs = await openInputs(context, claim.submissionId);
  return withScratch(context, claim, async (scratch) => {
    const source = await fromFile(await takeModel(context, inputs, scratch));
    try {
      const accepted = await acceptFile(source, {
        output: inputs.submission.outputName,
        layout: inputs.submission.inputLayout,
        preprocessing: inputs.preprocessing,
      });
      if (!accepted.ok) return failure(accepted.problem);
      const { inspection, model, readings, warnings } = accepted;
      const output = outputOf(inputs.submission, model, readings);
      if (!output.ok) return output;
      const settings = encoderSettings(context, inputs, { scratch, signal });
      const probed = await probeEncoder({
        ...settings,
        threads: Math.max(1, Math.floor(context.threads / lanes)),
        crops: openCrops(inputs.pack, inputs.pack.train, settings.preprocessing, { limit: 2 }),
        output: { ...settings.output, ...output.value },
        scratch,
      });
      if (!probed.ok) return probed;
      await throughOutage(context, claim, signal, () =>
        acceptInspection(context.database, claim, {
          parameters: inspection.parameters,
          inspection: plainJson(inspection),
          outputName: output.value.name,
          cost: { secondsPerImage: probed.value.secondsPerImage, featureDim: probed.value.dim },
          note: [`${probed.value.dim} features per image`, ...warnings.map(({ message }) => message)].join(
            '. ',
          ),
          ...(context.requestId === undefined ? {} : { requestId: context.requestId }),
        }),
      );
      return success(undefined);
    } finally {
      await source.close();
    }
  });
};

/** Inspections at once; an evaluation has a lane of its own. */
const lanes = 2;

/** Reads the model as data, checks it against the rules, and runs it on two images in the sandbox. */
export const inspect = defineTask({
  ...taskContracts.inspect,
  // Those of one client one after the other: a client whose models only loop holds one lane, not both.
  claim: { from: ['QUEUED', 'INSPECTING'], into: 'INSPECTING', onePerClient: true },
  inTurn: true,
  concurrency: lanes,
  retry: { maxInterruptions: 3 },
  priority: submissionPriority,
  handle,
});
