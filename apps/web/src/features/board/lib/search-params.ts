/** The parameters of a URL as Next hands them to a page. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The first of a parameter's values on one line; empty if there is none. */
export const firstText = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.replace(/\p{Cc}/gu, ' ').trim() ?? '';
