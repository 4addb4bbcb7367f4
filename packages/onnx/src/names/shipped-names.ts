/** Names of the encoders that ship with Clusterboard; a test of tools/seed compares them with those. */
export const shippedNames: readonly string[] = [
  'Raw pixels',
  'Random projection',
  'Random weights',
  'Autoencoder',
  'RotNet',
  'SimCLR',
  'VICReg',
  'Barlow Twins',
  'Supervised',
];

/** Who submitted them. */
export const shippedBy = 'Clusterboard';
