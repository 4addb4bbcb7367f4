import type { TensorDescription } from './inspection.ts';

/** What the positions of an output mean, by its rank. */
export type OutputLayout = 'vector' | 'map' | 'tokens' | 'unknown';

/** [N, D], [N, C, H, W], [N, T, D], not told by the file (null: unknown), or none of them. */
export function outputLayout(rank: number | null): OutputLayout | 'other' {
  if (rank === null) return 'unknown';
  if (rank === 2) return 'vector';
  if (rank === 3) return 'tokens';
  return rank === 4 ? 'map' : 'other';
}

/** A shape as people write it: [batch, 3, 224, 224]. */
export const formatShape = (shape: TensorDescription['shape']): string =>
  shape === null ? 'unknown' : `[${shape.join(', ')}]`;
