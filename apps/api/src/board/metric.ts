import { builder } from '../platform/builder.ts';

export const MetricType = builder.enumType('Metric', {
  description: 'Ranked metric.',
  values: {
    ACC: { value: 'acc', description: 'Accuracy after matching clusters to classes.' },
    ARI: { value: 'ari', description: 'Adjusted Rand index.' },
    AMI: { value: 'ami', description: 'Adjusted mutual information.' },
    MI: { value: 'mi', description: 'Mutual information.' },
    NMI: { value: 'nmi', description: 'Normalised mutual information; the same number as the V-measure.' },
  } as const,
});
