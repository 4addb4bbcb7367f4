import { printable } from '@clusterboard/problems';
import { table } from './terminal-text.ts';

/** One thing that decides on the features, and where it came from: given, read from the model, or a default. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

/** What a model is evaluated with, and why, a line each. */
export const settingsTable = (settings: readonly Setting[]): string =>
  table(
    settings.map(({ name, value, source }) => [name, value, source].map(printable)),
    ['left', 'left', 'left'],
  );
