import { resolve } from 'node:path';
import type { NextConfig } from 'next';

const workspace = resolve(import.meta.dirname, '../..');

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  transpilePackages: [
    '@clusterboard/environment',
    '@clusterboard/onnx',
    '@clusterboard/preprocessing',
    '@clusterboard/problems',
  ],
  turbopack: { root: workspace },
  outputFileTracingRoot: workspace,
  // Drawn without Next's own renderer, which fetches fonts for the names of strangers.
  serverExternalPackages: ['satori', 'sharp'],
};

export default config;
