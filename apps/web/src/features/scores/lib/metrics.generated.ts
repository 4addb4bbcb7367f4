// Generated from packages/evaluation/src/metrics/registry.ts by `npm run metrics:print`.
export const metrics = ["ACC","ARI","AMI","MI","NMI","FMI","HOMOGENEITY","COMPLETENESS","PURITY"] as const;

export const displays = {
  "ACC": {
    "key": "acc",
    "label": "ACC",
    "name": "Accuracy",
    "unit": "%",
    "factor": 100,
    "decimals": 2,
    "max": 1,
    "meaning": "Share of test images whose cluster is matched to their class.",
    "shownByDefault": true,
    "inEveryResult": true
  },
  "ARI": {
    "key": "ari",
    "label": "ARI",
    "name": "Adjusted Rand index",
    "unit": "×100",
    "factor": 100,
    "decimals": 2,
    "max": 1,
    "meaning": "Pairwise agreement between clusters and classes, adjusted for chance (0 = chance).",
    "shownByDefault": true,
    "inEveryResult": true
  },
  "AMI": {
    "key": "ami",
    "label": "AMI",
    "name": "Adjusted mutual information",
    "unit": "×100",
    "factor": 100,
    "decimals": 2,
    "max": 1,
    "meaning": "Mutual information of clusters and classes, adjusted for chance (0 = chance).",
    "shownByDefault": true,
    "inEveryResult": true
  },
  "MI": {
    "key": "mi",
    "label": "MI",
    "name": "Mutual information",
    "unit": "nats",
    "factor": 1,
    "decimals": 3,
    "max": null,
    "meaning": "Mutual information of clusters and classes, in nats.",
    "shownByDefault": true,
    "inEveryResult": true
  },
  "NMI": {
    "key": "nmi",
    "label": "NMI",
    "name": "Normalised mutual information",
    "unit": "×100",
    "factor": 100,
    "decimals": 2,
    "max": 1,
    "meaning": "Mutual information of clusters and classes, normalised but not adjusted for chance. Equals the V-measure.",
    "shownByDefault": false,
    "inEveryResult": true
  },
  "FMI": {
    "key": "fmi",
    "label": "FMI",
    "name": "Fowlkes–Mallows index",
    "unit": "×100",
    "factor": 100,
    "decimals": 2,
    "max": 1,
    "meaning": "Geometric mean of pairwise precision and recall, not adjusted for chance.",
    "shownByDefault": false,
    "inEveryResult": false
  },
  "HOMOGENEITY": {
    "key": "homogeneity",
    "label": "Homogeneity",
    "name": "Homogeneity",
    "unit": "×100",
    "factor": 100,
    "decimals": 2,
    "max": 1,
    "meaning": "How far each cluster contains images of a single class only.",
    "shownByDefault": false,
    "inEveryResult": false
  },
  "COMPLETENESS": {
    "key": "completeness",
    "label": "Completeness",
    "name": "Completeness",
    "unit": "×100",
    "factor": 100,
    "decimals": 2,
    "max": 1,
    "meaning": "How far all images of each class are in a single cluster.",
    "shownByDefault": false,
    "inEveryResult": false
  },
  "PURITY": {
    "key": "purity",
    "label": "Purity",
    "name": "Purity",
    "unit": "×100",
    "factor": 100,
    "decimals": 2,
    "max": 1,
    "meaning": "Share of test images of the most frequent class of their cluster. Rises with the number of clusters.",
    "shownByDefault": false,
    "inEveryResult": false
  }
} as const;
