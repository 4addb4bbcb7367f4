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

/** @throws Error for what no worker can be told to use */
export function executionProviderOf(stored: string): ExecutionProvider {
  const provider = Object.values(providers).find(({ value }) => value === stored);
  if (!provider) throw new Error(`there is no execution provider ${stored}`);
  return provider.value;
}
