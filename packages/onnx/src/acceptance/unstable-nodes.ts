import type { ByteSource } from '../byte-source.ts';
import { integer, integers, type Message, message, messages, text, walk } from '../walk.ts';
import { WireCursor, WireError } from '../wire.ts';

/** A node whose results are not those of one image alone, or not the same twice. */
export interface UnstableNode {
  readonly operator: string;
  readonly name: string;
  readonly cause: 'random' | 'training mode' | 'batch axis' | 'dynamic quantisation';
}

interface Node {
  readonly operator: string;
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Integers of an attribute, by its name. */
  readonly integers: ReadonlyMap<string, readonly number[]>;
}

const randomOperators = new Set([
  'Bernoulli',
  'Multinomial',
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
]);
const oneAxis = new Set(['Softmax', 'LogSoftmax', 'Hardmax', 'LayerNormalization', 'CumSum']);
const reducesAxes = /^(?:Reduce\w+|MeanVarianceNormalization)$/;

function causeIn({ operator, inputs, outputs, integers }: Node): UnstableNode['cause'] | null {
  const has = (attribute: string, value: number) => integers.get(attribute)?.includes(value) === true;
  if (randomOperators.has(operator)) return 'random';
  // Its third input is the training mode, which no export for inference has.
  if (operator === 'Dropout' && inputs > 2) return 'training mode';
  if (operator === 'BatchNormalization' && (has('training_mode', 1) || outputs > 1)) return 'training mode';
  if (/^DynamicQuantize/.test(operator)) return 'dynamic quantisation';
  if (oneAxis.has(operator) && has('axis', 0)) return 'batch axis';
  if (reducesAxes.test(operator) && has('axes', 0)) return 'batch axis';
  return null;
}

const maxIntegers = 16;

/** AttributeProto */
function attribute(add: (name: string, values: readonly number[]) => void, body: () => Message): Message {
  let name = '';
  const values: number[] = [];
  const take = (value: number) => {
    if (values.length < maxIntegers) values.push(value);
  };
  return {
    fields: {
      1: text((value) => {
        name = value;
      }),
      3: integer(take),
      6: message(body),
      8: integers(take),
      11: messages(body),
    },
    close: () => add(name, values),
  };
}

/** GraphProto or FunctionProto, whose nodes are field `nodes`. */
function body(nodes: 1 | 7, found: (node: Node) => void): Message {
  return { fields: { [nodes]: messages(() => node(found)) } };
}

/** NodeProto */
function node(found: (node: Node) => void): Message {
  const read = {
    operator: '',
    name: '',
    inputs: 0,
    outputs: 0,
    integers: new Map<string, readonly number[]>(),
  };
  return {
    fields: {
      1: text(() => {
        read.inputs++;
      }),
      2: text(() => {
        read.outputs++;
      }),
      3: text((value) => {
        read.name = value;
      }),
      4: text((value) => {
        read.operator = value;
      }),
      5: messages(() =>
        attribute(
          (name, integers) => read.integers.set(name, integers),
          () => body(1, found),
        ),
      ),
    },
    close: () => found(read),
  };
}

/**
 * The first node of a model for each cause that makes features depend on the batch or differ between two runs,
 * in the order of the graph. What an input decides, such as the axes of a reduction since opset 18, is not seen.
 * Empty for a file that cannot be read as a model.
 */
export async function unstableNodes(source: ByteSource): Promise<readonly UnstableNode[]> {
  const found = new Map<UnstableNode['cause'], UnstableNode>();
  const add = (each: Node) => {
    const cause = causeIn(each);
    if (cause === null || found.has(cause)) return;
    found.set(cause, { operator: each.operator, name: each.name, cause });
  };
  const model: Message = {
    fields: { 7: message(() => body(1, add)), 25: messages(() => body(7, add)) },
  };
  try {
    await walk(new WireCursor(source), model);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  return [...found.values()];
}
