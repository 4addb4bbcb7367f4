import { acceptFile, fromBytes } from '@clusterboard/onnx';
import { unstableNodes } from '@clusterboard/onnx/unstable-nodes';
import { problemCodes } from '@clusterboard/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { factsOf, readFully } from './onnx/full-reader.ts';
import { mutate, parse } from './onnx/mutate.ts';
import { ModelProtoSchema } from './onnx/onnx.generated.ts';
import { validModels } from './onnx/valid-models.ts';
import { fuzzOptions } from './options.ts';

// Mutated models, read by our bounded reader and by a full one: where ours reads a model, both read the same.
// A failure prints its seed and path: npm run fuzz -- onnx --seed=… --path=…

const models = validModels().map((bytes) => parse(bytes, ModelProtoSchema));
const model = fc.nat({ max: models.length - 1 });
const mutated = fc
  .record({
    model,
    donor: model,
    steps: fc.integer({ min: 1, max: 4 }),
    choices: fc.infiniteStream(fc.nat()),
  })
  .map(({ model, donor, steps, choices }) =>
    mutate(models[model] ?? [], models[donor] ?? [], steps, {
      next: (count) => (choices.next().value ?? 0) % Math.max(1, count),
    }),
  );

/** What the full reader makes of it, null for nothing. */
function fullReading(bytes: Uint8Array) {
  try {
    return readFully(bytes);
  } catch {
    return null;
  }
}

it('reads valid models as a full reader of protobuf does', async () => {
  for (const bytes of validModels()) {
    const { inspection } = await acceptFile(fromBytes(bytes));
    expect(inspection && factsOf(inspection)).toEqual(fullReading(bytes));
  }
});

it('reads mutated models as a full reader of protobuf does, or refuses them', async () => {
  const counts = { same: 0, 'read by ours alone': 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(mutated, async (bytes) => {
      let read = 0;
      const source = fromBytes(bytes);
      const start = performance.now();
      const counted = {
        size: source.size,
        read: (offset: number, length: number) => {
          read += length;
          return source.read(offset, length);
        },
      };
      const accepted = await acceptFile(counted);
      expect(read).toBeLessThan(2 ** 20);
      await unstableNodes(source);
      expect(performance.now() - start).toBeLessThan(5000);
      if (!accepted.ok) expect(problemCodes).toContain(accepted.problem.code);
      if (accepted.inspection === null) {
        counts.refused++;
        return;
      }
      const full = fullReading(bytes);
      // Fields that ours skips may be broken inside: then the runtime refuses the file as well.
      counts[full === null ? 'read by ours alone' : 'same']++;
      if (full !== null) expect(factsOf(accepted.inspection)).toEqual(full);
    }),
    fuzzOptions(2500),
  );
  process.stdout.write(
    `Fuzz of the reader: ${Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}\n`,
  );
  expect(counts.same).toBeGreaterThan(0);
}, 600_000);
