import { latestIrVersion, latestOpsets } from '@clusterboard/onnx';
import { node, value, writeModel } from '@clusterboard/onnx/model-writer';
import { describe, expect, it, vi } from 'vitest';
import { childEnvironment } from './sandbox/child-environment.ts';

const encoder = {
  input: [value('image', ['batch', 1, 4, 4])],
  output: [value('features', ['batch', 16])],
  node: [node('Flatten', ['image'], ['features'], { axis: 1n })],
};

type Written = Parameters<typeof writeModel> extends [unknown, ...infer Rest] ? Rest : never;

async function loads(...written: Written): Promise<boolean> {
  // The runtime reads it when it is loaded.
  for (const [name, setting] of Object.entries(childEnvironment)) vi.stubEnv(name, setting);
  const { InferenceSession } = await import('onnxruntime-node');
  const options = { logSeverityLevel: 4 } as const;
  return InferenceSession.create(writeModel(encoder, ...written), options).then(
    (session) => session.release().then(() => true),
    () => false,
  );
}

describe('the newest versions that models may name', () => {
  it.each([...latestOpsets].filter(([domain]) => !['', 'ai.onnx'].includes(domain)))(
    'are those of the runtime: %s %d',
    async (domain, version) => {
      expect(await loads([{ domain, version }])).toBe(true);
      expect(await loads([{ domain, version: version + 1 }])).toBe(false);
    },
  );

  it('are those of the runtime: the standard domain', async () => {
    const opset = latestOpsets.get('') ?? 0;
    expect(latestOpsets.get('ai.onnx')).toBe(opset);
    expect(await loads([], { opset })).toBe(true);
    expect(await loads([], { opset: opset + 1 })).toBe(false);
  });

  it('are those of the runtime: IR', async () => {
    expect(await loads([], { irVersion: latestIrVersion })).toBe(true);
    expect(await loads([], { irVersion: latestIrVersion + 1 })).toBe(false);
  });
});
