import { resolve } from 'node:path';
import type { NextConfig } from 'next';

const workspace = resolve(import.meta.dirname, '../..');

const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

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
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;
