import type { ByteSource } from '../byte-source.ts';
import type { TensorDescription } from '../inspection.ts';
import { valueInfo } from '../messages.ts';
import { bytes, floats, integer, integers, type Message, message, messages, text, walk } from '../walk.ts';
import { WireCursor, WireError } from '../wire.ts';
import { type Constant, constant } from './constant.ts';

/** What an attribute of a node holds, as far as analyses need it. */
interface Attribute {
  readonly integers: readonly number[];
  readonly floats: readonly number[];
  readonly text: string | null;
  readonly tensor: Constant | null;
}

export interface GraphNode {
  /** '' is the standard domain, ai.onnx. */
  readonly domain: string;
  readonly operator: string;
  readonly name: string;
  /** Names of tensors; '' stands for an optional one that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** Nodes and edges of a model's outermost graph, without the data of its tensors. */
export interface GraphOutline {
  /** In the order of the file, which has producers before consumers. */
  readonly nodes: readonly GraphNode[];
  readonly constants: ReadonlyMap<string, Constant>;
  /** Shapes that the file notes for tensors inside the graph. */
  readonly noted: ReadonlyMap<string, TensorDescription>;
}

// No encoder that people export comes near them; a hostile file is read as one without an outline.
const limits = { nodes: 50_000, edges: 400_000, constants: 50_000, noted: 100_000, attributes: 400_000 };
const keptNumbers = 64;
const keptText = 256;

/** Counts what is kept, over the whole file. */
class Budget {
  private readonly spent = { nodes: 0, edges: 0, constants: 0, noted: 0, attributes: 0 };
  spend(what: keyof typeof limits): void {
    if (++this.spent[what] > limits[what]) throw new WireError('excessive', `it has too many ${what}`);
  }
}

/** AttributeProto */
function attribute(add: (name: string, attribute: Attribute) => void): Message {
  let name = '';
  const read = {
    integers: [] as number[],
    floats: [] as number[],
    text: null as string | null,
    tensor: null as Constant | null,
  };
  const keep = (list: number[]) => (value: number) => {
    if (list.length < keptNumbers) list.push(value);
  };
  return {
    fields: {
      1: text((value) => {
        name = value;
      }),
      2: floats(keep(read.floats)),
      3: integer(keep(read.integers)),
      4: bytes(keptText, (value) => {
        read.text = new TextDecoder().decode(value);
      }),
      5: message(() =>
        constant((value) => {
          read.tensor = value;
        }),
      ),
      7: floats(keep(read.floats)),
      8: integers(keep(read.integers)),
    },
    close: () => add(name, read),
  };
}

/** NodeProto */
function node(budget: Budget, add: (node: GraphNode) => void): Message {
  const read = { domain: '', operator: '', name: '' };
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  const edge = (list: string[]) =>
    text((value) => {
      budget.spend('edges');
      list.push(value);
    });
  budget.spend('nodes');
  return {
    fields: {
      1: edge(inputs),
      2: edge(outputs),
      3: text((value) => {
        read.name = value;
      }),
      4: text((value) => {
        read.operator = value;
      }),
      5: messages(() => {
        budget.spend('attributes');
        return attribute((name, value) => attributes.set(name, value));
      }),
      7: text((value) => {
        read.domain = value === 'ai.onnx' ? '' : value;
      }),
    },
    close: () => add({ ...read, inputs, outputs, attributes }),
  };
}

/** GraphProto */
function graph(budget: Budget, outline: MutableOutline): Message {
  return {
    fields: {
      1: messages(() => node(budget, (each) => outline.nodes.push(each))),
      5: messages(() => {
        budget.spend('constants');
        return constant((each) => outline.constants.set(each.name, each));
      }),
      13: messages(() => {
        budget.spend('noted');
        return valueInfo((each) => outline.noted.set(each.name, each));
      }),
    },
  };
}

interface MutableOutline {
  readonly nodes: GraphNode[];
  readonly constants: Map<string, Constant>;
  readonly noted: Map<string, TensorDescription>;
}

/**
 * Reads nodes, edges, attributes and small constants of a model's graph, for analyses of it; bodies of If, Loop
 * and Scan and the model's own functions are left out. Null where the file cannot be read as a model, or is
 * larger than any analysis should have to bear.
 */
export async function readOutline(source: ByteSource): Promise<GraphOutline | null> {
  const outline: MutableOutline = { nodes: [], constants: new Map(), noted: new Map() };
  const budget = new Budget();
  try {
    await walk(new WireCursor(source), { fields: { 7: message(() => graph(budget, outline)) } });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return null;
  }
  return outline;
}
