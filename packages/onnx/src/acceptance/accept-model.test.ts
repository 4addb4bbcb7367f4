import type { Preprocessing } from '@clusterboard/preprocessing';
import { describe, expect, it } from 'vitest';
import type { ModelInspection, TensorDescription } from '../inspection.ts';
import { suggestPreprocessing } from '../suggest-preprocessing.ts';
import { acceptModel } from './accept-model.ts';
import { checkPreprocessing } from './check-preprocessing.ts';

const tensor = (
  name: string,
  shape: TensorDescription['shape'],
  elementType: TensorDescription['elementType'] = 'float32',
): TensorDescription => ({ name, shape, elementType });

const model = (change: Partial<ModelInspection> = {}): ModelInspection => ({
  bytes: 1000,
  irVersion: 7,
  producer: { name: 'pytorch', version: '2' },
  opsets: [{ domain: '', version: 13 }],
  inputs: [tensor('image', ['batch', 3, 224, 224])],
  outputs: [tensor('features', ['batch', 512])],
  parameters: 10,
  nodes: 1,
  operators: [{ domain: '', name: 'Conv', count: 1 }],
  externalTensors: [],
  ...change,
});

const messageOf = (change: Partial<ModelInspection>, output?: string): string => {
  const accepted = acceptModel(model(change), output === undefined ? {} : { output });
  return accepted.ok ? 'accepted' : `${accepted.problem.code}: ${accepted.problem.message}`;
};

describe('acceptModel', () => {
  it('takes an image encoder and reads its face', () => {
    expect(acceptModel(model())).toEqual({
      ok: true,
      value: {
        input: {
          name: 'image',
          format: { type: 'float32', layout: 'nchw' },
          batch: null,
          channels: 3,
          height: 224,
          width: 224,
          own: null,
        },
        outputs: [{ name: 'features', layout: 'vector', dim: 512 }],
        output: { name: 'features', layout: 'vector', dim: 512 },
      },
    });
  });

  it.each<[Partial<ModelInspection>, string]>([
    [
      { externalTensors: ['conv.weight', 'b'] },
      'MODEL_EXTERNAL_DATA: The weights of “conv.weight” are stored in a separate file.',
    ],
    [
      { operators: [{ domain: 'org.evil', name: 'Shell', count: 1 }] },
      'MODEL_UNSUPPORTED_OPERATOR: The model uses the operator “org.evil.Shell”, which our runtime does not support.',
    ],
    [
      { opsets: [{ domain: '', version: 99 }] },
      'MODEL_OPSET_TOO_NEW: The model uses opset 99 of ai.onnx; our runtime supports up to 26.',
    ],
    [
      {
        opsets: [
          { domain: '', version: 13 },
          { domain: 'ai.onnx.ml', version: 6 },
        ],
      },
      'MODEL_OPSET_TOO_NEW: The model uses opset 6 of ai.onnx.ml; our runtime supports up to 5.',
    ],
    [{ irVersion: 99 }, 'MODEL_IR_TOO_NEW: The model uses IR version 99; our runtime supports up to 13.'],
    [{ inputs: [] }, 'MODEL_NO_INPUT: The model has no image input.'],
    [
      { inputs: [tensor('a', null), tensor('b', null)] },
      'MODEL_SEVERAL_INPUTS: The model has 2 inputs (a, b); an encoder must have exactly one, the image tensor.',
    ],
    [
      { inputs: [tensor('image', ['n', 3, 8, 8], 'int64')] },
      'INPUT_TYPE: The input “image” has type int64; expected float32, float16 or uint8.',
    ],
    [
      { inputs: [tensor('image', ['n', 64])] },
      'INPUT_RANK: The input “image” has 2 dimensions; expected four: [batch, channels, height, width] or [batch, height, width, channels].',
    ],
    [
      { inputs: [tensor('image', ['n', 224, 224, 4])] },
      'INPUT_CHANNELS: The input “image” has shape [n, 224, 224, 4]; its second or last dimension must be the channels: 1 (grey) or 3 (RGB or BGR).',
    ],
    [
      { inputs: [tensor('image', [100_000_000, 3, 8, 8])] },
      'INPUT_BATCH: The input “image” has a fixed batch of 100000000 images; the limit is 4096.',
    ],
    [{ outputs: [] }, 'OUTPUT_MISSING: The model has no output named “features”.'],
    [
      { outputs: [tensor('label', ['n', 1], 'int64')] },
      'OUTPUT_TYPE: The output “label” has type int64; features must be float32 or float16.',
    ],
    [
      { outputs: [tensor('y', ['n'])] },
      'OUTPUT_SHAPE: The output “y” has shape [n]; features must have shape [N, D], [N, C, H, W] or [N, T, D].',
    ],
  ])('%j', (change, message) => {
    expect(messageOf(change)).toBe(message);
  });

  it.each([
    ['float32', ['n', 224, 320, 3], 'nhwc', null],
    ['float16', [8, 3, 224, 320], 'nchw', 8],
    ['uint8', [1, 224, 320, 3], 'nhwc', 1],
    ['uint8', [4096, 224, 320, 3], 'nhwc', 4096],
  ] as const)('takes %s %j', (elementType, shape, layout, batch) => {
    const accepted = acceptModel(model({ inputs: [tensor('image', shape, elementType)] }));
    expect(accepted.ok && accepted.value.input).toEqual({
      name: 'image',
      format: { type: elementType, layout },
      batch,
      channels: 3,
      height: 224,
      width: 320,
      own: null,
    });
  });

  it('takes features of float16', () => {
    expect(messageOf({ outputs: [tensor('features', ['n', 512], 'float16')] })).toBe('accepted');
  });

  it('takes the runtime’s own domains, and shapes that the file leaves open', () => {
    const operators = ['', 'ai.onnx.ml', 'com.microsoft'].map((domain) => ({ domain, name: 'Op', count: 1 }));
    expect(messageOf({ operators })).toBe('accepted');
    // The runtime looks at the versions of its own domains only.
    expect(messageOf({ opsets: [{ domain: 'org.example', version: 99 }] })).toBe('accepted');
    const open = acceptModel(model({ inputs: [tensor('x', null)], outputs: [tensor('y', null)] }));
    expect(open.ok && open.value.output.layout).toBe('unknown');
    expect(open.ok && open.value.input.channels).toBeNull();
  });

  it('prefers what is named as features and has one row per image', () => {
    const outputs = [
      tensor('logits', ['n', 1000]),
      tensor('last_hidden_state', ['n', 197, 384]),
      tensor('loss', [], 'float32'),
      tensor('pooler_output', ['n', 384]),
    ];
    const accepted = acceptModel(model({ outputs }));
    expect(accepted.ok && accepted.value.output.name).toBe('pooler_output');
    expect(accepted.ok && accepted.value.outputs.map(({ name }) => name)).toEqual([
      'pooler_output',
      'logits',
      'last_hidden_state',
    ]);
    const wanted = acceptModel(model({ outputs }), { output: 'last_hidden_state' });
    expect(wanted.ok && wanted.value.output).toEqual({
      name: 'last_hidden_state',
      layout: 'tokens',
      dim: 384,
    });
    expect(messageOf({ outputs }, 'loss')).toMatch(/^OUTPUT_SHAPE/);
    expect(messageOf({ outputs }, 'none')).toMatch(/^OUTPUT_MISSING/);
  });

  it('keeps a stranger’s endless names out of the sentence', () => {
    expect(messageOf({ externalTensors: ['x'.repeat(4000)] }).length).toBeLessThan(200);
  });
});

describe('suggestPreprocessing', () => {
  const image = { height: 28, width: 28, channels: 1 as const };
  const suggestion = (change: Partial<ModelInspection>) => {
    const accepted = acceptModel(model(change));
    if (!accepted.ok) throw new Error(accepted.problem.message);
    return suggestPreprocessing(accepted.value, image);
  };

  it('reads size and colour from the file', () => {
    expect(suggestion({})).toEqual({
      height: 224,
      width: 224,
      interpolation: 'bilinear',
      colour: 'rgb',
      scale: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
    });
  });

  it('leaves the pixels of models that take bytes as they are', () => {
    const preprocessing = suggestion({ inputs: [tensor('x', ['n', 32, 32, 3], 'uint8')] });
    expect(preprocessing).toMatchObject({ height: 32, colour: 'rgb', scale: 1, mean: [0, 0, 0] });
  });

  it('takes the dataset’s where the file leaves them open', () => {
    const preprocessing = suggestion({ inputs: [tensor('x', ['n', 'c', 'h', 'w'])] });
    expect(preprocessing).toMatchObject({ height: 28, width: 28, colour: 'grey', mean: [0], std: [1] });
  });
});

describe('checkPreprocessing', () => {
  const check = (
    elementType: TensorDescription['elementType'],
    shape: TensorDescription['shape'],
    change: Partial<Preprocessing> = {},
  ) => {
    const accepted = acceptModel(model({ inputs: [tensor('image', shape, elementType)] }));
    if (!accepted.ok) throw new Error(accepted.problem.message);
    const preprocessing = suggestPreprocessing(accepted.value, { height: 28, width: 28, channels: 3 });
    return checkPreprocessing(accepted.value.input, { ...preprocessing, ...change }).refused?.message ?? null;
  };

  it('finds nothing wrong with what it suggests itself', () => {
    for (const type of ['float32', 'float16', 'uint8'] as const) {
      expect(check(type, ['n', 3, 32, 32])).toBeNull();
      expect(check(type, ['n', 32, 32, 1])).toBeNull();
    }
  });

  it('names sizes and colours that the model does not take, wherever its channels are', () => {
    expect(check('float32', ['n', 48, 32, 3], { height: 32 })).toBe(
      'The model expects 3×48×32 images, but the preprocessing produces 3×32×32.',
    );
    expect(check('float32', ['n', 1, 'h', 32], { colour: 'rgb' })).toBe(
      'The model expects 1×any×32 images, but the preprocessing produces 3×32×32.',
    );
  });

  it('refuses pixels from 0 to 1 for a model that takes bytes', () => {
    const unit = { scale: 1 / 255 };
    expect(check('uint8', ['n', 3, 8, 8], unit)).toBe(
      'The model takes integers from 0 to 255, but this scale, mean and std produce only 2 of them.',
    );
    expect(check('float16', ['n', 3, 8, 8], unit)).toBeNull();
    expect(check('uint8', ['n', 3, 8, 8], { scale: 0.5, mean: [-9, 0, 0] })).toBeNull();
  });
});
