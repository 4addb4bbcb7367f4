import type { Receipt } from './receipt.ts';

/** One thing about machine, software or execution that differs between two runs. */
export interface EnvironmentDifference {
  readonly name: string;
  readonly receipt: string;
  readonly here: string;
}

type Values = Readonly<Record<string, string | number | undefined>>;

const differing = (group: string, receipt: Values, here: Values): EnvironmentDifference[] =>
  Object.keys(receipt)
    .filter((name) => receipt[name] !== here[name])
    .map((name) => ({
      name: `${group}.${name}`,
      receipt: String(receipt[name]),
      here: String(here[name]),
    }));

/**
 * What may round otherwise, as far as the receipt tells it: processor and its vector extension, versions, execution provider. The number of
 * cores is no such thing; threads and batches are taken from the receipt when it is computed again.
 */
export const compareEnvironments = (receipt: Receipt, here: Receipt): EnvironmentDifference[] => [
  ...differing('machine', receipt.machine, here.machine).filter(({ name }) => name !== 'machine.cores'),
  ...differing('software', receipt.software, here.software),
  ...differing('execution', receipt.execution, here.execution),
];
