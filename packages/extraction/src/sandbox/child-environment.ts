/**
 * All that the child's environment holds. Since 1.29 onnxruntime reports file names, graph names and
 * hashes of the models it loads to its makers unless this is set.
 */
export const childEnvironment = {
  ORT_DISABLE_TELEMETRY: '1',
  // glibc ≥ 2.35 asks for huge pages then: a network's activations are some 100 MiB that the first runs
  // would otherwise touch 4 KiB at a time. Other systems pass over it.
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
} as const;
