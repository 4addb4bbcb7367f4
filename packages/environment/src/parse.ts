import type { z } from 'zod';

/** Variables by name, as in `process.env`; an empty string counts as unset. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Names every invalid variable at once, one per line, so that all can be fixed in one go. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(
    /** The program whose settings were read, such as “the API”. */
    readonly reader: string,
    /** One line per variable: its name and what is wrong. */
    readonly faults: readonly string[],
  ) {
    super([`Invalid settings for ${reader}:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/**
 * Parses the variables that `schema` names.
 *
 * @throws EnvironmentError naming all variables that are missing or invalid
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
