import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { bytes, integer, joined, tag, text, varint } from '@clusterboard/onnx/wire-writer';
import {
  type HostileModel,
  honest,
  irVersion,
  opset,
  rawFlatten,
  rawInput,
  rawModel,
  rawOutput,
  refused,
  run,
} from '../hostile-model.ts';

// Bytes that are no model, or only nearly so.

/** The same for the same seed. */
const noise = (seed: string, length: number) =>
  createHash('shake256', { outputLength: length }).update(seed).digest();
const ascii = (words: string) => new TextEncoder().encode(words);
const graph = bytes(7, rawFlatten, rawInput, rawOutput);
const nested = (levels: number) => {
  let body = rawFlatten;
  for (let level = 0; level < levels; level++)
    body = bytes(1, text(4, 'If'), bytes(5, text(1, 'b'), bytes(6, body)));
  return body;
};
const repeated = (part: Uint8Array, times: number) => joined(Array.from({ length: times }, () => part));
/** A length that says more than there is. */
const lengthOf = (field: number, length: number | bigint) => joined([tag(field, 2), varint(length)]);

export const structure: readonly HostileModel[] = [
  refused('empty', 'NOT_ONNX', () => new Uint8Array(0)),
  refused('a-page', 'NOT_ONNX', () => ascii('<!doctype html><script>alert(1)</script>')),
  refused('an-archive', 'NOT_ONNX', () => joined([ascii('PK\u0003\u0004'), noise('archive', 4096)])),
  refused('a-pickle', 'NOT_ONNX', () => ascii("\u0080\u0004cposix\nsystem\n(S'id'\ntR.")),
  refused('a-program', 'NOT_ONNX', () =>
    joined([Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1), noise('program', 4096)]),
  ),
  refused('a-compressed-model', 'NOT_ONNX', () => gzipSync(honest())),
  refused('noise', 'NOT_ONNX', () => noise('noise', 65_536)),
  refused('zeros', 'NOT_ONNX', () => new Uint8Array(1_000_000)),
  refused('a-version-alone', 'MODEL_TRUNCATED', () => irVersion),
  refused('without-a-graph', 'MODEL_TRUNCATED', () => joined([irVersion, opset])),
  refused('without-operator-sets', 'MODEL_TRUNCATED', () => joined([irVersion, graph])),
  refused('cut-in-half', 'MODEL_TRUNCATED', () => honest().subarray(0, 70)),
  refused('cut-by-one-byte', 'MODEL_TRUNCATED', () => honest().subarray(0, -1)),
  refused('with-a-graph-of-an-exbibyte', 'NOT_ONNX', () =>
    joined([irVersion, opset, lengthOf(7, 2n ** 60n)]),
  ),
  refused('with-a-graph-of-negative-length', 'NOT_ONNX', () =>
    joined([irVersion, opset, lengthOf(7, -1n), rawFlatten]),
  ),
  refused('with-a-field-beyond-its-message', 'NOT_ONNX', () =>
    joined([irVersion, opset, bytes(7, rawFlatten, lengthOf(11, 1000)), irVersion]),
  ),
  refused('with-two-graphs', 'NOT_ONNX', () => joined([irVersion, opset, graph, graph])),
  refused('with-a-graph-in-a-group', 'NOT_ONNX', () =>
    joined([irVersion, opset, tag(7, 3), rawFlatten, rawInput, rawOutput, tag(7, 4)]),
  ),
  refused('with-wire-type-7', 'NOT_ONNX', () => joined([irVersion, opset, graph, tag(31, 7)])),
  refused('with-field-0', 'NOT_ONNX', () => joined([irVersion, opset, graph, tag(0, 0), varint(1)])),
  refused('with-a-field-number-beyond-29-bits', 'NOT_ONNX', () =>
    joined([irVersion, opset, graph, varint(2n ** 35n), varint(1)]),
  ),
  refused('with-an-integer-of-eleven-bytes', 'NOT_ONNX', () =>
    joined([irVersion, opset, graph, tag(5, 0), varint(1, 11)]),
  ),
  refused('nested-beyond-100-messages', 'MODEL_LOAD_FAILED', () => rawModel(nested(60))),
  refused('nested-10000-times', 'MODEL_LOAD_FAILED', () => rawModel(nested(10_000))),
  refused('with-a-graph-of-a-tebibyte', 'MODEL_TRUNCATED', () =>
    joined([irVersion, opset, lengthOf(7, 2n ** 40n)]),
  ),
  run('with-a-million-unknown-fields', 'EVALUATED', () => rawModel(repeated(integer(99, 0), 1_000_000))),
  run('with-fields-in-reverse', 'EVALUATED', () =>
    joined([bytes(7, rawOutput, rawInput, rawFlatten), opset, irVersion]),
  ),
  run('with-padded-integers', ['EVALUATED', 'MODEL_LOAD_FAILED'], () =>
    joined([
      tag(1, 0),
      varint(8, 10),
      opset,
      joined([varint(58, 5), varint(graph.length - 2, 5)]),
      graph.subarray(2),
    ]),
  ),
];
