import type { TensorDescription } from './inspection.ts';
import { sparseTensor, type TensorFacts, tensor, valueInfo } from './messages.ts';
import { type Message, message, messages, text } from './walk.ts';

/** What is counted over the graph, its subgraphs and the model's functions. */
export interface Tally {
  node(domain: string, operator: string): void;
  parameters(elements: number): void;
  external(tensor: string): void;
}

/** The face of the outermost graph. */
export interface GraphFace {
  input(value: TensorDescription): void;
  output(value: TensorDescription): void;
  initializer(name: string): void;
}

/** AttributeProto */
function attribute(tally: Tally, take: (elements: number) => void): Message {
  const add = (facts: TensorFacts) => {
    if (facts.external) tally.external(facts.name);
    take(facts.elements);
  };
  return {
    fields: {
      5: message(() => tensor(add)),
      6: message(() => graph(tally)),
      10: messages(() => tensor(add)),
      11: messages(() => graph(tally)),
      22: message(() => sparseTensor(add)),
      23: messages(() => sparseTensor(add)),
    },
  };
}

/** NodeProto */
export function node(tally: Tally): Message {
  let operator = '';
  let domain = '';
  let elements = 0;
  return {
    fields: {
      4: text((value) => {
        operator = value;
      }),
      5: messages(() =>
        attribute(tally, (count) => {
          elements += count;
        }),
      ),
      7: text((value) => {
        domain = value;
      }),
    },
    close() {
      tally.node(domain, operator);
      if (operator === 'Constant') tally.parameters(elements);
    },
  };
}

/** GraphProto; the body of an If, Loop or Scan when it has no face. */
export function graph(tally: Tally, face?: GraphFace): Message {
  const initializer = ({ name, elements, external }: TensorFacts) => {
    tally.parameters(elements);
    if (external) tally.external(name);
    face?.initializer(name);
  };
  return {
    fields: {
      1: messages(() => node(tally)),
      5: messages(() => tensor(initializer)),
      15: messages(() => sparseTensor(initializer)),
      ...(face && {
        11: messages(() => valueInfo((value) => face.input(value))),
        12: messages(() => valueInfo((value) => face.output(value))),
      }),
    },
  };
}

/** FunctionProto: an operator that the model defines itself. */
export function localFunction(tally: Tally, define: (domain: string, name: string) => void): Message {
  let name = '';
  let domain = '';
  return {
    fields: {
      1: text((value) => {
        name = value;
      }),
      7: messages(() => node(tally)),
      10: text((value) => {
        domain = value;
      }),
      11: messages(() => attribute(tally, () => {})),
    },
    close: () => define(domain, name),
  };
}
