import { unreadable } from '@clusterboard/artifacts/file-problem';
import {
  type AcceptedModel,
  acceptModel,
  formatShape,
  inspectModel,
  type ModelInspection,
  type TensorDescription,
} from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import { failure, type Result, success } from '@clusterboard/problems';
import { toCliProblem } from '../cli-problems.ts';
import { type CommandResult, exitCodes } from '../output/outcome.ts';
import { printable } from '../output/printable.ts';
import { table } from '../output/table.ts';

/** Reads a model as data, without running it. Fails with FILE_UNREADABLE and as `inspectModel`. */
export async function inspectFile(path: string): Promise<Result<ModelInspection>> {
  let source: Awaited<ReturnType<typeof fromFile>>;
  try {
    source = await fromFile(path);
  } catch (error) {
    return failure(unreadable(path, error));
  }
  try {
    return await inspectModel(source);
  } catch (error) {
    return failure(unreadable(path, error));
  } finally {
    await source.close();
  }
}

const tensorRow = (kind: string, { name, elementType, shape }: TensorDescription): string[] => [
  kind,
  printable(name),
  elementType,
  formatShape(shape),
];

function facts(inspection: ModelInspection): string {
  const { bytes, producer, opsets, parameters, nodes, operators, inputs, outputs } = inspection;
  const domains = opsets.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`);
  const counts = operators.map(({ name, count }) => `${name} ×${count}`);
  const rows = [
    ['bytes', bytes.toLocaleString('en')],
    ['made by', `${producer.name} ${producer.version}`.trim() || 'unknown'],
    ['operator sets', domains.join(', ')],
    ['parameters', parameters.toLocaleString('en')],
    ['nodes', nodes.toLocaleString('en')],
    ['operators', counts.join(', ')],
  ].map((row) => row.map(printable));
  return [
    table(rows, ['left', 'left']),
    '',
    table(
      [
        ...inputs.map((input) => tensorRow('input', input)),
        ...outputs.map((output) => tensorRow('output', output)),
      ],
      ['left', 'left', 'left', 'left'],
    ),
  ].join('\n');
}

const verdict = (accepted: Result<AcceptedModel>): string =>
  accepted.ok
    ? `Accepted: its features are “${printable(accepted.value.output.name)}”.`
    : `Not accepted (${accepted.problem.code}): ${printable(accepted.problem.message)} ${accepted.problem.advice}`;

/** What a model is, and whether a benchmark would take it. */
export async function inspect(path: string, { output }: { readonly output?: string }): CommandResult {
  const inspected = await inspectFile(path);
  if (!inspected.ok) return inspected;
  const accepted = acceptModel(inspected.value, output === undefined ? {} : { output });
  return success({
    exitCode: accepted.ok ? exitCodes.ok : exitCodes.refused,
    document: {
      accepted: accepted.ok,
      ...(accepted.ok
        ? { input: accepted.value.input, outputs: accepted.value.outputs, output: accepted.value.output }
        : { problem: toCliProblem(accepted.problem) }),
      inspection: inspected.value,
    },
    text: `${facts(inspected.value)}\n\n${verdict(accepted)}`,
  });
}
