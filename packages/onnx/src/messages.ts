import { type Dimension, type ElementType, elementTypes, type TensorDescription } from './inspection.ts';
import { int32, integer, integers, type Message, message, messages, text } from './walk.ts';
import { WireError } from './wire.ts';

// Field numbers of onnx.proto (github.com/onnx/onnx, Apache-2.0).

const locations = { inside: 0, external: 1 } as const;

/** Sequences, maps, opaque values, sparse tensors and optionals: of them and a tensor, protobuf keeps the last. */
const otherTypes = [4, 5, 7, 8, 9];

const elementType = (code: number): ElementType => elementTypes[code] ?? 'other';

function dimension(add: (dimension: Dimension) => void): Message {
  let value: Dimension = '?';
  return {
    fields: {
      1: integer((size) => {
        // Some exporters write 0 or -1 for "any size".
        value = size > 0 ? size : '?';
      }),
      2: text((name) => {
        value = name === '' ? '?' : name;
      }),
    },
    close: () => add(value),
  };
}

/** ValueInfoProto */
export function valueInfo(add: (value: TensorDescription) => void): Message {
  let name = '';
  let type: ElementType = 'other';
  let shape: Dimension[] | null = null;
  const shapeMessage = (): Message => {
    const dimensions: Dimension[] = [];
    shape = dimensions;
    return {
      fields: {
        1: messages(() =>
          dimension((value) => {
            if (dimensions.length < 64) dimensions.push(value);
          }),
        ),
      },
    };
  };
  const tensorType = (): Message => ({
    fields: {
      1: int32((code) => {
        type = elementType(code);
      }),
      2: message(shapeMessage),
    },
  });
  const otherType = messages(() => {
    type = 'other';
    shape = null;
    return { fields: {} };
  });
  const types = {
    1: message(tensorType),
    ...Object.fromEntries(otherTypes.map((field) => [field, otherType])),
  };
  return {
    fields: {
      1: text((value) => {
        name = value;
      }),
      2: message(() => ({ fields: types })),
    },
    close: () => add({ name, elementType: type, shape }),
  };
}

export interface TensorFacts {
  readonly name: string;
  readonly elements: number;
  readonly external: boolean;
}

/** TensorProto; its data are skipped. */
export function tensor(add: (tensor: TensorFacts) => void): Message {
  let name = '';
  let elements = 1;
  let location: number = locations.inside;
  let entries = 0;
  return {
    fields: {
      1: integers((size) => {
        elements = Math.min(elements * Math.max(0, size), Number.MAX_SAFE_INTEGER);
      }),
      8: text((value) => {
        name = value;
      }),
      13: messages(() => {
        entries++;
        return { fields: {} };
      }),
      14: int32((value) => {
        // Protobuf skips a value that the enumeration lacks, and keeps the one before it.
        if (value !== locations.inside && value !== locations.external)
          throw new WireError('malformed', 'a tensor has an unknown location');
        location = value;
      }),
    },
    close: () => add({ name, elements, external: location === locations.external || entries > 0 }),
  };
}

/** SparseTensorProto: the values count as its elements, and carry its name. */
export function sparseTensor(add: (tensor: TensorFacts) => void): Message {
  return {
    fields: {
      1: message(() => tensor(add)),
      2: message(() => tensor(({ name, external }) => add({ name, elements: 0, external }))),
    },
  };
}

/** OperatorSetIdProto */
export function operatorSet(add: (set: { domain: string; version: number }) => void): Message {
  const set = { domain: '', version: 0 };
  return {
    fields: {
      1: text((value) => {
        set.domain = value;
      }),
      2: integer((value) => {
        set.version = value;
      }),
    },
    close: () => add(set),
  };
}
