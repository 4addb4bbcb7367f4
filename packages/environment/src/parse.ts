import type { z } from 'zod';

/** Variables by name, as in `process.env`; an empty string counts as not given. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Names every wrong variable at once, one a line, so that a set-up is put right in one go. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(
    /** Whose settings were read, such as “the API”. */
    readonly reader: string,
    /** One line each: the variable and what is wrong with it. */
    readonly faults: readonly string[],
  ) {
    super([`The settings of ${reader} are not usable:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/**
 * Reads the variables that `schema` names out of `variables`.
 *
 * @throws EnvironmentError naming all variables that are missing or wrong
 */
export function parse<Schema extends z.ZodObject>(
  reader: string,
  schema: Schema,
  variables: Variables,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, variables[name]?.trim() || undefined]),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new EnvironmentError(
    reader,
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const value = given[name];
      if (value === undefined) return `${name} is missing`;
      // A URL may hold a password, and this text ends in logs.
      return `${value.includes('@') ? name : `${name}=${value}`}: ${issue.message}`;
    }),
  );
}
