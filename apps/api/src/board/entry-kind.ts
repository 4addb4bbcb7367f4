import { builder } from '../platform/builder.ts';

export const EntryKindType = builder.enumType('EntryKind', {
  description: 'Origin of an entry.',
  values: {
    SUBMITTED: { description: 'Submitted by a user.' },
    BASELINE: { description: 'A baseline shipped with Clusterboard.' },
  } as const,
});
