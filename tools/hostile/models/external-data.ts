import { bytes, integer, joined, tag, text, varint } from '@clusterboard/onnx/wire-writer';
import { type HostileModel, rawModel, refused, run } from '../hostile-model.ts';

// Weights in another file: how a model would read what is not its own.

const entry = (key: string, value: string) => bytes(13, text(1, key), text(2, value));
/** A float32 tensor of 16 values that has no data of its own. */
const tensor = (field: number, ...fields: readonly Uint8Array[]) =>
  bytes(field, integer(1, 16), integer(2, 1), text(8, 'secret'), ...fields);
const location = (value: number | bigint) => integer(14, value);
const external = (path: string, ...more: readonly Uint8Array[]) => [
  location(1),
  entry('location', path),
  ...more,
];
const weight = (...fields: readonly Uint8Array[]) => rawModel(tensor(5, ...fields));
const attribute = (...fields: readonly Uint8Array[]) => bytes(5, text(1, 'value'), ...fields);
const node = (...fields: readonly Uint8Array[]) => bytes(1, text(2, 'k'), text(4, 'Constant'), ...fields);
const nested = (levels: number): Uint8Array => {
  let graph = tensor(5, ...external('secret.bin'));
  for (let level = 0; level < levels; level++) graph = node(attribute(bytes(6, graph)));
  return graph;
};

const outside = 'MODEL_EXTERNAL_DATA';

export const externalData: readonly HostileModel[] = [
  refused('beside-the-model', outside, () => weight(...external('secret.bin'))),
  refused('in-a-folder-above', outside, () => weight(...external('../../../../etc/passwd'))),
  refused('at-an-absolute-path', outside, () => weight(...external('/etc/passwd'))),
  refused('of-a-device', outside, () =>
    weight(...external('/dev/zero', entry('length', '9223372036854775807'))),
  ),
  refused('of-a-process', outside, () => weight(...external('/proc/self/environ'))),
  refused('at-an-address', outside, () => weight(...external('http://169.254.169.254/latest/meta-data'))),
  refused('in-memory', outside, () => weight(...external('*/_ORT_MEM_ADDR_/*', entry('offset', '4096')))),
  refused('without-a-path', outside, () => weight(location(1))),
  refused('with-entries-alone', outside, () => weight(entry('location', 'secret.bin'))),
  refused('with-a-negative-offset', outside, () =>
    weight(...external('secret.bin', entry('offset', '-4096'), entry('length', '-1'))),
  ),
  refused('said-twice', outside, () => weight(location(0), ...external('secret.bin'))),
  refused('taken-back-by-a-later-field', outside, () => weight(...external('secret.bin'), location(0))),
  refused('as-a-number-beyond-32-bits', 'NOT_ONNX', () =>
    weight(location(2n ** 32n + 1n), entry('location', 'secret.bin')),
  ),
  refused('in-packed-form', 'NOT_ONNX', () => weight(location(0), bytes(14, varint(1)))),
  refused('as-a-fixed-number', 'NOT_ONNX', () =>
    weight(joined([tag(14, 5), Uint8Array.of(1, 0, 0, 0)]), entry('location', 'secret.bin')),
  ),
  refused('taken-back-by-an-unknown-location', 'NOT_ONNX', () => weight(location(1), location(2))),
  refused('in-a-constant', outside, () => rawModel(node(attribute(tensor(5, ...external('secret.bin')))))),
  refused('in-a-list-of-tensors', outside, () =>
    rawModel(node(attribute(tensor(10, ...external('secret.bin'))))),
  ),
  refused('in-a-body', outside, () => rawModel(nested(1))),
  refused('in-a-body-of-bodies', outside, () => rawModel(nested(20))),
  refused('in-a-list-of-bodies', outside, () =>
    rawModel(node(attribute(bytes(11, tensor(5, ...external('secret.bin')))))),
  ),
  refused('in-values-of-a-sparse-weight', outside, () =>
    rawModel(bytes(15, tensor(1, ...external('secret.bin')), integer(3, 16))),
  ),
  refused('in-indices-of-a-sparse-weight', outside, () =>
    rawModel(bytes(15, tensor(1), tensor(2, ...external('secret.bin')), integer(3, 16))),
  ),
  refused('in-a-function', outside, () =>
    joined([
      rawModel(),
      bytes(
        25,
        text(1, 'Own'),
        text(10, 'own'),
        bytes(7, text(4, 'Constant'), attribute(tensor(5, ...external('secret.bin')))),
      ),
    ]),
  ),
  refused('in-a-default-of-a-function', outside, () =>
    joined([
      rawModel(),
      bytes(
        25,
        text(1, 'Own'),
        text(10, 'own'),
        bytes(11, text(1, 'a'), tensor(5, ...external('secret.bin'))),
      ),
    ]),
  ),
  // The runtime reads neither.
  run('in-a-training-graph', 'EVALUATED', () =>
    joined([rawModel(), bytes(20, bytes(1, tensor(5, ...external('secret.bin'))))]),
  ),
];
