import { acceptFile } from '../acceptance/accept-file.ts';
import { fromBytes } from '../byte-source.ts';
import type { Dimension } from '../inspection.ts';
import { node, tensor, value, writeModel } from '../model-writer.ts';
import { decideOutput, type GivenOutput } from './decide-output.ts';

export type Nodes = readonly ReturnType<typeof node>[];
type Constant = ReturnType<typeof tensor>;

const zeros = (name: string, ...dims: readonly number[]): Constant =>
  tensor(name, dims, new Float32Array(dims.reduce((product, size) => product * size, 1)));
export const whole = (name: string, ...values: readonly number[]): Constant =>
  tensor(name, [values.length], BigInt64Array.from(values, BigInt));
export const scalar = (name: string, of: number): Constant => tensor(name, [], BigInt64Array.of(BigInt(of)));

export interface Written {
  readonly nodes: Nodes;
  readonly outputs: Readonly<Record<string, readonly Dimension[] | null>>;
  /** Shapes of float weights, or tensors. */
  readonly weights?: Readonly<Record<string, readonly number[]>>;
  readonly constants?: readonly Constant[];
  readonly input?: readonly Dimension[];
}

export const written = ({
  nodes,
  outputs,
  weights = {},
  constants = [],
  input = ['n', 3, 32, 32],
}: Written) =>
  writeModel({
    input: [value('image', input)],
    output: Object.entries(outputs).map(([name, shape]) => value(name, shape)),
    initializer: [...Object.entries(weights).map(([name, dims]) => zeros(name, ...dims)), ...constants],
    node: [...nodes],
  });

/** The decision on a model, in short: name, layout, pooling; or the code of the problem. */
export async function decided(model: Written, given: GivenOutput = {}): Promise<string> {
  const accepted = await acceptFile(fromBytes(written(model)), { layout: given.layout ?? null });
  if (!accepted.ok) return accepted.problem.code;
  const decision = decideOutput(accepted.readings, given);
  if (!decision.ok) return decision.problem.code;
  const { name, layout, pooling } = decision.value;
  return [name, layout, pooling].join(' ');
}

/** The sentences of where a decision came from. */
export async function reasons(model: Written, given: GivenOutput = {}) {
  const accepted = await acceptFile(fromBytes(written(model)));
  const decision = accepted.ok ? decideOutput(accepted.readings, given) : null;
  if (!decision?.ok) throw new Error('nothing was decided');
  return decision.value.reasons;
}

/** A convolution of 4×4 patches and its activation: [n, 16, 8, 8], in `map`. */
export const patches = [
  node('Conv', ['image', 'kernel'], ['conv'], { strides: [4n, 4n], kernel_shape: [4n, 4n] }),
  node('Relu', ['conv'], ['map']),
];
export const kernel = { kernel: [16, 3, 4, 4] };
/** `map` as [n, 64, 16], in `tokens`; the batch stays open as exporters write it. */
export const toTokens = [
  node('Shape', ['map'], ['s']),
  node('Gather', ['s', 'zero'], ['batch'], { axis: 0n }),
  node('Gather', ['s', 'one'], ['width'], { axis: 0n }),
  node('Unsqueeze', ['batch', 'first'], ['batch1']),
  node('Unsqueeze', ['width', 'first'], ['width1']),
  node('Concat', ['batch1', 'width1', 'rest'], ['flat_shape'], { axis: 0n }),
  node('Reshape', ['map', 'flat_shape'], ['flat']),
  node('Transpose', ['flat'], ['tokens'], { perm: [0n, 2n, 1n] }),
];
export const tokenConstants = [scalar('zero', 0), scalar('one', 1), whole('first', 0), whole('rest', -1)];

/** A learned class token before `tokens`, in `joined`: [n, 65, 16]. */
export const joinClassToken = [
  node('Concat', ['batch1', 'minus', 'minus'], ['wanted'], { axis: 0n }),
  node('ConstantOfShape', ['three'], ['ones'], { value: tensor('', [1], BigInt64Array.of(1n)) }),
  node('Mul', ['ones', 'any'], ['anys']),
  node('Equal', ['wanted', 'anys'], ['is_any']),
  node('Where', ['is_any', 'ones', 'wanted'], ['expanded']),
  node('Expand', ['class', 'expanded'], ['classes']),
  node('Concat', ['classes', 'tokens'], ['joined_bare'], { axis: 1n }),
  node('Add', ['joined_bare', 'positions'], ['joined']),
];
export const classWeights = { class: [1, 1, 16], positions: [1, 65, 16] };
export const classConstants = [whole('minus', -1), whole('three', 3), scalar('any', -1)];

/** A block of attention with two heads, and its residual: from one name to another. */
export const attention = (from: string, to: string): Nodes => {
  const at = (name: string) => `${to}_${name}`;
  return [
    node('LayerNormalization', [from, 'gamma', 'beta'], [at('norm')], { axis: -1n }),
    node('MatMul', [at('norm'), 'qkv'], [at('qkv')]),
    node('Reshape', [at('qkv'), 'split_heads'], [at('heads')]),
    node('Transpose', [at('heads')], [at('by_head')], { perm: [2n, 0n, 3n, 1n, 4n] }),
    node('Gather', [at('by_head'), 'zero'], [at('q')], { axis: 0n }),
    node('Gather', [at('by_head'), 'one'], [at('k')], { axis: 0n }),
    node('Transpose', [at('k')], [at('kt')], { perm: [0n, 1n, 3n, 2n] }),
    node('MatMul', [at('q'), at('kt')], [at('scores')]),
    node('Softmax', [at('scores')], [at('weights')], { axis: -1n }),
    node('MatMul', [at('weights'), at('q')], [at('mixed')]),
    node('Transpose', [at('mixed')], [at('back')], { perm: [0n, 2n, 1n, 3n] }),
    node('Reshape', [at('back'), 'join_heads'], [at('flat')]),
    node('MatMul', [at('flat'), 'projection'], [at('projected')]),
    node('Add', [at('projected'), from], [to]),
  ];
};
export const attentionWeights = { gamma: [16], beta: [16], qkv: [16, 48], projection: [16, 16] };
export const attentionConstants = [whole('split_heads', 0, 0, 3, 2, 8), whole('join_heads', 0, 0, 16)];
