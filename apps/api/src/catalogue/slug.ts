/** Whether a text can be the name of a benchmark or dataset in addresses and files. */
export const isSlug = (text: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
