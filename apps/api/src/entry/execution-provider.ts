import type { ExecutionProvider } from '@clusterboard/environment';
import { builder } from '../platform/builder.ts';

const providers = {
  CPU: { value: 'cpu', description: 'The processor.' },
  CUDA: { value: 'cuda', description: 'A GPU of NVIDIA.' },
  COREML: { value: 'coreml', description: 'Core ML of Apple.' },
  DML: { value: 'dml', description: 'DirectML of Windows.' },
  WEBGPU: { value: 'webgpu', description: 'A GPU through WebGPU.' },
} as const satisfies Record<
  Uppercase<ExecutionProvider>,
  { readonly value: ExecutionProvider; readonly description: string }
>;

export const ExecutionProviderType = builder.enumType('ExecutionProvider', {
  description: 'What runs encoders, by the names of ONNX Runtime.',
  values: providers,
});

/** @throws Error for what no worker can be told to use */
export function executionProviderOf(stored: string): ExecutionProvider {
  const provider = Object.values(providers).find(({ value }) => value === stored);
  if (!provider) throw new Error(`there is no execution provider ${stored}`);
  return provider.value;
}
