import { z } from 'zod';

const common = { over: z.number(), seeds: z.array(z.int()) };

const schema = z.union([
  z
    .object({
      ...common,
      algorithm: z.literal('mini-batch'),
      pcaDim: z.int().nullable(),
      epochs: z.int(),
    })
    .transform((read) => ({ ...read, maxIterations: null })),
  z
    .object({
      ...common,
      algorithm: z.literal('lloyd').default('lloyd'),
      pcaDim: z.int().nullable(),
      maxIterations: z.int(),
    })
    .transform((read) => ({ ...read, epochs: null })),
]);

/**
 * The part of a stored protocol that the API shows; null is what it does not have.
 *
 * @throws ZodError when the stored row is not a protocol
 */
export const protocolDefinition = (definition: unknown): z.infer<typeof schema> => schema.parse(definition);
