import type { Comparison } from '../server/read-comparison.ts';

/** Which of the entries that a link names are not compared, and why. */
export function LeftOut({ elsewhere, missing }: Pick<Comparison, 'elsewhere' | 'missing'>) {
  return (
    <>
      {elsewhere.length === 0 ? null : (
        <p className="mt-4 text-sm wrap-anywhere text-wait">
          Left out, because only scores of one benchmark can be compared:{' '}
          {elsewhere.map((entry) => `${entry.name} (${entry.benchmark.name})`).join(', ')}.
        </p>
      )}
      {missing.length === 0 ? null : (
        <p className="mt-4 text-sm wrap-anywhere text-wait">
          Nothing is ranked under {missing.length === 1 ? 'the id' : 'the ids'} {missing.join(', ')}.
        </p>
      )}
    </>
  );
}
