import { failure, problem, type Result, success } from '@clusterboard/problems';
import { refusedNames } from './acceptance/kept-text.ts';
import type { ByteSource } from './byte-source.ts';
import type { ModelInspection, OperatorUse, TensorDescription } from './inspection.ts';
import { operatorSet } from './messages.ts';
import { graph, localFunction, type Tally } from './tally.ts';
import { integer, type Message, message, messages, text, walk } from './walk.ts';
import { WireCursor, WireError } from './wire.ts';

// Named in a message; a longer list adds nothing.
const namedExternalTensors = 20;
const distinctOperators = 10_000;
const faceValues = 10_000;
// ONNX stands at 13; a first number beyond this is no version.
const latestIrVersion = 255;

const operatorKey = (domain: string, name: string) => `${domain === 'ai.onnx' ? '' : domain}\u0000${name}`;

function bounded<Item>(items: Item[], limit: number, what: string): (item: Item) => void {
  return (item) => {
    if (items.length === limit) throw new WireError('excessive', `it has too many ${what}`);
    items.push(item);
  };
}

class ModelReader {
  irVersion = 0;
  hasGraph = false;
  readonly producer = { name: '', version: '' };
  readonly opsets: { domain: string; version: number }[] = [];
  readonly inputs: TensorDescription[] = [];
  readonly outputs: TensorDescription[] = [];
  readonly initializers = new Set<string>();
  readonly operators = new Map<string, OperatorUse>();
  readonly functions = new Set<string>();
  readonly externalTensors: string[] = [];
  parameters = 0;
  nodes = 0;

  readonly tally: Tally = {
    node: (domain, name) => {
      this.nodes++;
      const key = operatorKey(domain, name);
      const count = (this.operators.get(key)?.count ?? 0) + 1;
      this.operators.set(key, { domain: domain === 'ai.onnx' ? '' : domain, name, count });
      if (this.operators.size > distinctOperators) {
        throw new WireError('excessive', 'it has too many operators');
      }
    },
    parameters: (elements) => {
      this.parameters = Math.min(this.parameters + elements, Number.MAX_SAFE_INTEGER);
    },
    external: (name) => {
      if (this.externalTensors.length < namedExternalTensors) this.externalTensors.push(name);
    },
  };

  /** ModelProto */
  model(): Message {
    return {
      fields: {
        1: integer((value) => {
          if (value < 1 || value > latestIrVersion) throw new WireError('malformed', 'no IR version');
          this.irVersion = value;
        }),
        2: text((value) => {
          this.producer.name = value;
        }),
        3: text((value) => {
          this.producer.version = value;
        }),
        7: message(() => {
          this.hasGraph = true;
          return graph(this.tally, {
            input: bounded(this.inputs, faceValues, 'inputs'),
            output: bounded(this.outputs, faceValues, 'outputs'),
            initializer: (name) => this.initializers.add(name),
          });
        }),
        8: messages(() => operatorSet(bounded(this.opsets, 1000, 'operator sets'))),
        25: messages(() =>
          localFunction(this.tally, (domain, name) => this.functions.add(operatorKey(domain, name))),
        ),
      },
      unknown: (field) => {
        // Any bytes can look like protobuf for a while: before the version only the model's own fields may come.
        if (this.irVersion === 0 && ![4, 5, 6, 14, 20, 26].includes(field)) {
          throw new WireError('malformed', `field ${field} before the IR version`);
        }
      },
    };
  }

  inspection(bytes: number): ModelInspection {
    if (this.irVersion === 0) throw new WireError('malformed', 'no IR version');
    if (!this.hasGraph) throw new WireError('truncated', 'it stops before the graph');
    if (this.opsets.length === 0)
      throw new WireError('truncated', 'it stops before the list of operator sets');
    return {
      bytes,
      irVersion: this.irVersion,
      producer: this.producer,
      opsets: this.opsets,
      inputs: this.inputs.filter(({ name }) => !this.initializers.has(name)),
      outputs: this.outputs,
      parameters: this.parameters,
      nodes: this.nodes,
      operators: [...this.operators].filter(([key]) => !this.functions.has(key)).map(([, use]) => use),
      externalTensors: this.externalTensors,
    };
  }
}

/**
 * Reads what an ONNX file says about itself, without executing it or holding its tensors in memory.
 *
 * Fails with NOT_ONNX, MODEL_TRUNCATED, or MODEL_LOAD_FAILED for files beyond every sensible size of
 * structure and names that must not be shown; throws what `source.read` throws.
 */
export async function inspectModel(source: ByteSource): Promise<Result<ModelInspection>> {
  const reader = new ModelReader();
  try {
    await walk(new WireCursor(source), reader.model());
    const inspection = reader.inspection(source.size);
    const refused = refusedNames(inspection);
    if (refused !== null) return failure(problem('MODEL_LOAD_FAILED', { reason: `${refused}.` }));
    return success(inspection);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    if (error.kind === 'excessive')
      return failure(problem('MODEL_LOAD_FAILED', { reason: `${error.message}.` }));
    return failure(
      error.kind === 'truncated' && reader.irVersion > 0
        ? problem('MODEL_TRUNCATED', { reason: error.message })
        : problem('NOT_ONNX', {}, error.message),
    );
  }
}
