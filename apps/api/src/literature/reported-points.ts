import { z } from 'zod';

const schema = z.array(z.object({ at: z.int(), acc: z.number(), ari: z.number() }));

export type ReportedPoint = z.infer<typeof schema>[number];

/**
 * The points of a stored ablation.
 *
 * @throws ZodError when they are not points
 */
export const reportedPoints = (points: unknown): readonly ReportedPoint[] => schema.parse(points);
