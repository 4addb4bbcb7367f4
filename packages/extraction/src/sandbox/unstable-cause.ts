import { fromFile } from '@clusterboard/onnx/file';
import { type UnstableNode, unstableNodes } from '@clusterboard/onnx/unstable-nodes';
import { printable } from '@clusterboard/problems';
import type { UnstableCode } from './messages.ts';

const explanations: Readonly<Record<UnstableNode['cause'], string>> = {
  random: 'draws random numbers',
  'training mode': 'is in training mode',
  'batch axis': 'works over axis 0, the batch',
  'dynamic quantisation': 'takes its scale from the whole batch',
};

const causes = {
  FEATURES_NOT_DETERMINISTIC: {
    nodes: ['random', 'training mode'],
    usual: 'dropout in training mode, or random sampling',
  },
  FEATURES_DEPEND_ON_BATCH: {
    nodes: ['training mode', 'dynamic quantisation', 'batch axis', 'random'],
    usual:
      'batch normalisation in training mode, normalisation or attention over axis 0, or dynamic quantisation',
  },
} as const satisfies Record<UnstableCode, { nodes: readonly UnstableNode['cause'][]; usual: string }>;

/** Of a stranger's text. */
const shown = (text: string): string => printable(text.slice(0, 100)).trim();

/** The likely cause as part of a sentence, with the node where the graph shows it. */
export async function likelyCause(modelPath: string, code: UnstableCode): Promise<string> {
  await using source = await fromFile(modelPath);
  const found = await unstableNodes(source);
  const { nodes, usual } = causes[code];
  const node = nodes.flatMap((cause) => found.filter((each) => each.cause === cause))[0];
  if (node === undefined) return usual;
  const name = shown(node.name);
  return `the node${name && ` “${name}”`} (${shown(node.operator)}) ${explanations[node.cause]}`;
}
