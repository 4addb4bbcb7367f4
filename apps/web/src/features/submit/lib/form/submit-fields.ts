const fields = [
  'name',
  'description',
  'submittedBy',
  'outputName',
  'layout',
  'pooling',
  'preprocessing.height',
  'preprocessing.width',
  'preprocessing.shorterSide',
  'preprocessing.interpolation',
  'preprocessing.colour',
  'preprocessing.scale',
  'preprocessing.mean',
  'preprocessing.std',
] as const;

export type SubmitField = (typeof fields)[number];

/** The form's field that a path of the API's input names, if it has one. */
export const fieldOf = (path: string | null): SubmitField | null =>
  fields.find((field) => path === field || path?.startsWith(`${field}.`)) ?? null;
