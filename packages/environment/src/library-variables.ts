import type { Variables } from './parse.ts';

const names = /^(PATH|HOME|LANG|TMPDIR|LD_LIBRARY_PATH|DYLD_\w+|OPENBLAS_\w+|OMP_\w+|GOMP_\w+)$/;

/** What a child's libraries and BLAS are found and tuned by; no address or secret of this process. */
export const libraryVariables = (variables: Variables = process.env): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => names.test(name)));
