import { node, value } from '@clusterboard/onnx/model-writer';
import { bytes, integer, joined, text as textField } from '@clusterboard/onnx/wire-writer';
import {
  encoder,
  features,
  type HostileModel,
  honest,
  image,
  rawFlatten,
  rawInput,
  rawModel,
  rawOutput,
  refused,
  run,
  side,
} from '../hostile-model.ts';

// Text that is too much, or that is not what it looks like.

const cannotBeKept = 'MODEL_LOAD_FAILED';

const named =
  (input: string, output = 'features', operator = 'Flatten') =>
  () =>
    encoder([node(operator, [input], [output])], {
      input: [value(input, ['batch', 1, side, side])],
      output: [value(output, ['batch', 16])],
    });
const dimension = (name: string) => () => honest({ input: [value('image', [name, 1, side, side])] });
const producer = (name: string) => () => joined([rawModel(), textField(2, name)]);
/** Unread by us: a description of the model, or of its graph. */
const description = (words: string) => () => joined([rawModel(textField(10, words)), textField(6, words)]);
const outputs = (count: number, length: number) => () =>
  honest({
    output: [
      features(),
      ...Array.from({ length: count }, (_, at) => value(`${at}`.padEnd(length, 'x'), ['d'.repeat(length)])),
    ],
  });
const rawName =
  (...name: number[]) =>
  () =>
    joined([
      integer(1, 8),
      bytes(8, integer(2, 13)),
      bytes(7, rawFlatten, rawInput, rawOutput, bytes(12, bytes(1, Uint8Array.from(name)))),
    ]);

export const text: readonly HostileModel[] = [
  refused('nul', cannotBeKept, named('image\0')),
  refused('escape-sequence', cannotBeKept, named('image', '\u001b]0;owned\u0007')),
  refused('c1-control', cannotBeKept, named('image', 'a\u009b2J')),
  refused('line-break-in-a-dimension', cannotBeKept, dimension('batch\nrows')),
  refused('reversed', cannotBeKept, named('image', 'features\u202egnp')),
  refused('isolated', cannotBeKept, named('image', 'a\u2066b\u2069')),
  refused('invisible', cannotBeKept, named('\u200b\u2060')),
  refused('blank', cannotBeKept, named('image', '\u00a0')),
  refused('control-in-an-operator', cannotBeKept, named('image', 'features', 'Flat\u0007ten')),
  refused('control-in-the-producer', cannotBeKept, producer('torch\u001b[2J')),
  refused('not-utf-8', 'NOT_ONNX', rawName(0x61, 0xff, 0xfe)),
  refused('half-a-surrogate', 'NOT_ONNX', rawName(0xed, 0xa0, 0x80)),
  refused('overlong-nul', 'NOT_ONNX', rawName(0x61, 0xc0, 0x80)),
  refused('a-name-of-5-kb', cannotBeKept, named('i'.repeat(5000))),
  refused('a-dimension-of-5-kb', cannotBeKept, dimension('d'.repeat(5000))),
  refused('a-producer-of-a-megabyte', cannotBeKept, producer('p'.repeat(1_000_000))),
  refused('names-of-300-kb-together', cannotBeKept, outputs(60, 2500)),
  refused('dimensions-of-4-mb-together', cannotBeKept, outputs(9000, 250)),
  run('a-description-of-two-megabytes', 'EVALUATED', description('x'.repeat(1_000_000))),
  run('a-description-of-controls', 'EVALUATED', description('\0\u001b[2J\u202e<script>')),
  run('a-byte-order-mark', 'EVALUATED', named('\ufeffimage')),
  run(
    'names-of-objects',
    ['EVALUATED', 'MODEL_RUN_FAILED', 'OUTPUT_MISSING'],
    named('constructor', 'toString'),
  ),
  run('a-prototype', ['EVALUATED', 'MODEL_RUN_FAILED', 'OUTPUT_MISSING'], named('__proto__', '__proto__x')),
  run(
    'an-output-that-is-a-prototype',
    ['EVALUATED', 'MODEL_RUN_FAILED', 'OUTPUT_MISSING'],
    named('image', '__proto__'),
  ),
  run('any-script', 'EVALUATED', named('изображение', '特徴量')),
  run('one-name-normalised-twice', ['EVALUATED', 'MODEL_LOAD_FAILED'], () =>
    encoder([node('Flatten', ['image'], ['e\u0301']), node('Identity', ['e\u0301'], ['\u00e9'])], {
      input: [image],
      output: [value('\u00e9', ['batch', 16])],
    }),
  ),
];
