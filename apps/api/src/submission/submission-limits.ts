import { builder } from '../platform/builder.ts';

const LimitsType = builder.objectRef<{ maxUploadBytes: number }>('Limits').implement({
  description: 'Limits of this site.',
  fields: (t) => ({
    maxUploadBytes: t.expose('maxUploadBytes', {
      type: 'Long',
      description: 'Maximum size of a model file, in bytes.',
    }),
  }),
});

builder.queryField('limits', (t) =>
  t.field({
    type: LimitsType,
    description: 'Limits of this site.',
    resolve: (_root, _args, { maxUploadBytes }) => ({ maxUploadBytes }),
  }),
);
