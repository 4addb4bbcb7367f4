import { builder } from '../platform/builder.ts';

const LimitsType = builder.objectRef<{ maxUploadBytes: number }>('Limits').implement({
  description: 'What this site accepts.',
  fields: (t) => ({
    maxUploadBytes: t.expose('maxUploadBytes', {
      type: 'Long',
      description: 'Largest model file, in bytes.',
    }),
  }),
});

builder.queryField('limits', (t) =>
  t.field({
    type: LimitsType,
    description: 'What this site accepts.',
    resolve: (_root, _args, { maxUploadBytes }) => ({ maxUploadBytes }),
  }),
);
