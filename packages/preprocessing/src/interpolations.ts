export const interpolations = ['bilinear', 'bicubic'] as const;
export type Interpolation = (typeof interpolations)[number];
