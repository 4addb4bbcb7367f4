import type { Comparison } from '../server/read-comparison.ts';

/** Which of the entries that a link names are not compared, and why. */
export function MissingEntries({ elsewhere, missing }: Pick<Comparison, 'elsewhere' | 'missing'>) {
  return (
    <>
      {elsewhere.length === 0 ? null : (
        <p className="mt-4 text-sm wrap-anywhere text-wait">
          Not shown because they belong to a different benchmark:{' '}
          {elsewhere.map((entry) => `${entry.name} (${entry.benchmark.name})`).join(', ')}.
        </p>
      )}
      {missing.length === 0 ? null : (
        <p className="mt-4 text-sm wrap-anywhere text-wait">
          No ranked entry with {missing.length === 1 ? 'the ID' : 'the IDs'} {missing.join(', ')}.
        </p>
      )}
    </>
  );
}
