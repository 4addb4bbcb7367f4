import { builder } from '../platform/builder.ts';

export const PoolingType = builder.enumType('Pooling', {
  description: 'How an output of tokens or maps is reduced to one row per image.',
  values: {
    MEAN: { value: 'mean', description: 'Mean over tokens or over height and width.' },
    FIRST: { value: 'first', description: 'First token, such as a class token.' },
    NONE: { value: 'none', description: 'The output has one row per image.' },
  } as const,
});

export const LayoutType = builder.enumType('Layout', {
  description: 'What the axes of a tensor are.',
  values: {
    ND: { value: 'nd', description: '[N, D]: one row per image.' },
    NCHW: { value: 'nchw', description: '[N, C, H, W]: a map, channels before height and width.' },
    NHWC: { value: 'nhwc', description: '[N, H, W, C]: a map, channels last.' },
    NTD: { value: 'ntd', description: '[N, T, D]: tokens of D features.' },
    NDT: { value: 'ndt', description: '[N, D, T]: tokens of D features, features before tokens.' },
  } as const,
});
