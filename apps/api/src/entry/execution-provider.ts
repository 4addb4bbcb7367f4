import type { ExecutionProvider } from '@clusterboard/environment';
import { builder } from '../platform/builder.ts';

const providers = {
  CPU: { value: 'cpu', description: 'CPU.' },
  CUDA: { value: 'cuda', description: 'NVIDIA GPU (CUDA).' },
  COREML: { value: 'coreml', description: 'Apple Core ML.' },
  DML: { value: 'dml', description: 'DirectML on Windows.' },
  WEBGPU: { value: 'webgpu', description: 'GPU through WebGPU.' },
} as const satisfies Record<
  Uppercase<ExecutionProvider>,
  { readonly value: ExecutionProvider; readonly description: string }
>;

export const ExecutionProviderType = builder.enumType('ExecutionProvider', {
  description: 'ONNX Runtime execution provider.',
  values: providers,
});
