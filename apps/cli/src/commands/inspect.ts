import { unreadable } from '@clusterboard/artifacts/file-problem';
import {
  type Acceptance,
  acceptFile,
  formatShape,
  type ModelChoices,
  type ModelInspection,
  type TensorDescription,
} from '@clusterboard/onnx';
import { fromFile } from '@clusterboard/onnx/file';
import { failure, printable, type Result, success } from '@clusterboard/problems';
import { type CommandResult, exitCodes, toCliProblem } from '../output/outcome.ts';
import { table } from '../output/terminal-text.ts';

/** Decides whether a model may be evaluated, without running it. Fails with FILE_UNREADABLE. */
export async function acceptModelFile(path: string, choices: ModelChoices): Promise<Result<Acceptance>> {
  try {
    await using source = await fromFile(path);
    return success(await acceptFile(source, choices));
  } catch (error) {
    return failure(unreadable(path, error));
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
    ['producer', `${producer.name} ${producer.version}`.trim() || 'unknown'],
    ['opsets', domains.join(', ')],
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

const verdict = (accepted: Acceptance): string =>
  accepted.ok
    ? `Accepted. Features: output “${printable(accepted.model.output.name)}”.`
    : `Not accepted (${accepted.problem.code}): ${printable(accepted.problem.message)} ${accepted.problem.advice}`;

/** Shows a model and whether a benchmark would accept it. */
export async function inspect(path: string, { output }: { readonly output?: string }): CommandResult {
  const read = await acceptModelFile(path, { output: output ?? null });
  if (!read.ok) return read;
  const accepted = read.value;
  const { inspection } = accepted;
  if (inspection === null) return failure(accepted.problem);
  return success({
    exitCode: accepted.ok ? exitCodes.ok : exitCodes.refused,
    document: {
      accepted: accepted.ok,
      ...(accepted.ok ? accepted.model : { problem: toCliProblem(accepted.problem) }),
      inspection,
    },
    text: `${facts(inspection)}\n\n${verdict(accepted)}`,
  });
}
