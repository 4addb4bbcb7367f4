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
import { failure, type Problem, printable, type Result, success } from '@clusterboard/problems';
import { modelInputSettings } from '../input-settings.ts';
import { type CommandResult, exitCodes, toCliProblem } from '../output/outcome.ts';
import { settingsTable } from '../output/settings-table.ts';
import { table } from '../output/terminal-text.ts';
import { chooseOutput, type OutputFlags, outputSettings } from '../output-flags.ts';

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

const refusal = (found: Problem): string => {
  const { code, message, advice } = toCliProblem(found);
  return `Not accepted (${code}): ${printable(message)} ${printable(advice)}`;
};

/** Shows a model and whether a benchmark would accept it. */
export async function inspect(path: string, flags: OutputFlags): CommandResult {
  const read = await acceptModelFile(path, { output: flags.output ?? null, layout: flags.layout ?? null });
  if (!read.ok) return read;
  const accepted = read.value;
  const { inspection } = accepted;
  if (inspection === null) return failure(accepted.problem);
  const refused = (found: Problem): Awaited<CommandResult> =>
    success({
      exitCode: exitCodes.refused,
      document: { accepted: false, problem: toCliProblem(found), inspection },
      text: `${facts(inspection)}\n\n${refusal(found)}`,
    });
  if (!accepted.ok) return refused(accepted.problem);
  const decision = chooseOutput(accepted, flags);
  if (!decision.ok) return refused(decision.problem);
  const settings = settingsTable([
    ...modelInputSettings(accepted.model.input),
    ...outputSettings(accepted, decision.value),
  ]);
  return success({
    exitCode: exitCodes.ok,
    document: { accepted: true, ...accepted.model, output: decision.value, inspection },
    text: `${facts(inspection)}\n\n${settings}\n\nAccepted. Features: output “${printable(decision.value.name)}”.`,
  });
}
