import { expect, it } from 'vitest';
import { cleanReason } from './reason.ts';

it.each([
  [
    "Non-zero status code returned while running Tile node. Name:'' Status Message: too large",
    'Tile: too large.',
  ],
  ['[ONNXRuntimeError] : 10 : INVALID_GRAPH : No Op registered for Foo', 'No Op registered for Foo.'],
  [
    'Load model from /srv/objects/ab/cdef.onnx failed: Protobuf parsing failed.',
    'Load model from … failed: Protobuf parsing failed.',
  ],
  [
    '/onnxruntime_src/onnxruntime/core/graph/model.cc:202 onnxruntime::Model::Model(onnx::ModelProto&&, const onnxruntime::PathString&, const onnxruntime::ModelOptions&) Unsupported model IR version: 14, max supported IR version: 13',
    'Unsupported model IR version: 14, max supported IR version: 13.',
  ],
  [
    'Exception during initialization: /src/cpu/ml/scaler.cc:69 onnxruntime::ml::ScalerOp<T>::ScalerOp(const onnxruntime::OpKernelInfo&) [with T = float] !scale_.empty() was false. Empty scale',
    'Exception during initialization: !scale_.empty() was false. Empty scale.',
  ],
  [
    "Non-zero status code returned while running Reshape node. Name:'' Status Message: /src/cpu/tensor/reshape_helper.h:45 onnxruntime::ReshapeHelper::ReshapeHelper(const TensorShape&, std::function<void(int)>, bool) size != 0 was false. Sizes {1,16}",
    'Reshape: size != 0 was false. Sizes {1,16}.',
  ],
  ['/src/a.cc:1 auto a::f(int)::<lambda(int)>::operator()(int) const Bad (very)', 'Bad (very).'],
  ['/onnxruntime_src/core/providers/cpu/tensor/tile.cc:176 Bad\nsecond line', '… Bad; second line.'],
  [
    'Got invalid dimensions for input: data for the following indices\n index: 0 Got: 64 Expected: 8\n Please fix the model.\n',
    'Got invalid dimensions for input: data for the following indices; index: 0 Got: 64 Expected: 8; Please fix the model.',
  ],
  ['tab\tand\u0007bell', 'tab and bell.'],
  ['', 'no reason given.'],
])('%j', (text, reason) => {
  expect(cleanReason(text)).toBe(reason);
});

it('is short', () => {
  expect(cleanReason('a '.repeat(1000)).length).toBeLessThanOrEqual(240);
});
