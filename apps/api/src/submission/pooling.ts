import { builder } from '../platform/builder.ts';

export const PoolingType = builder.enumType('Pooling', {
  description: 'How an output [N, T, D] or [N, C, H, W] is reduced to one row per image.',
  values: {
    MEAN: { value: 'mean', description: 'Mean over tokens or over height and width.' },
    FIRST: { value: 'first', description: 'First token, such as a class token.' },
  } as const,
});
