/** Texts in Postgres have no NUL, and comparing one with such a text is an error: nothing has this value. */
export const isPostgresText = (text: string): boolean => !text.includes('\0');
