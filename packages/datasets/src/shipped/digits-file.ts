import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const relativePath = join('examples', 'datasets', 'digits', 'digits.csv.gz');

/**
 * The digits that come with the repository: looked for upward from this module, since a bundled
 * program sits at another depth than the source. The path where the search began if there is none.
 */
export function findDigitsFile(): string {
  const start = import.meta.dirname;
  for (let directory = start; ; directory = dirname(directory)) {
    const path = join(directory, relativePath);
    if (existsSync(path)) return path;
    if (dirname(directory) === directory) return join(start, relativePath);
  }
}
