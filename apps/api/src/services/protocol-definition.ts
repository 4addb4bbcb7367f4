import { z } from 'zod';

const schema = z.object({
  pcaDim: z.int(),
  over: z.number(),
  seeds: z.array(z.int()),
  maxIterations: z.int(),
});

/**
 * The part of a stored protocol that the API shows.
 *
 * @throws ZodError when the stored row is not a protocol
 */
export const protocolDefinition = (definition: unknown): z.infer<typeof schema> => schema.parse(definition);
