import { putBenchmark } from './catalogue-store.ts';
import type { Database } from './database.ts';
import { createSubmission } from './submission-store.ts';

/** A benchmark and a submission to it, as the API would write them; for tests. */
export async function submitSomething(database: Database, exampleKey?: string): Promise<string> {
  const benchmarkId = await putBenchmark(database, {
    dataset: {
      slug: 'digits',
      name: 'Digits',
      description: 'Handwritten digits.',
      licence: 'CC-BY-4.0',
      homepage: 'https://archive.ics.uci.edu/dataset/80',
      height: 8,
      width: 8,
      channels: 1,
      classNames: ['0', '1'],
      trainCount: 3,
      testCount: 2,
      manifestSha256: '0'.repeat(64),
    },
    protocol: { id: 'strict-1', summary: 'k-means.', definition: { over: 1 } },
    benchmark: { slug: 'digits', name: 'Digits', summary: 'Digits.', position: 0, clusters: 2 },
  });
  return createSubmission(database, {
    benchmarkId,
    encoder: {
      name: 'Encoder',
      description: '',
      submittedBy: 'Somebody',
      fileName: 'encoder.onnx',
      sha256: '1'.repeat(64),
      sizeBytes: 10,
    },
    preprocessing: { height: 8 },
    outputName: null,
    pooling: 'mean',
    ...(exampleKey === undefined ? {} : { exampleKey }),
  });
}
