import { builder } from '../platform/builder.ts';

export const EntryKindType = builder.enumType('EntryKind', {
  description: 'Where an entry comes from.',
  values: {
    SUBMITTED: { description: 'Somebody submitted it.' },
    BASELINE: { description: 'It comes with Clusterboard, to compare others with.' },
  } as const,
});
