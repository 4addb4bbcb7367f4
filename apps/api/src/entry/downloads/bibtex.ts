const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Escapes LaTeX. Braces are dropped, because an unbalanced one would end the field. */
const latex = (text: string): string =>
  text
    .replace(/[{}]/g, '')
    .replace(/[\\~^]/g, (sign) => special[sign] ?? sign)
    .replace(/[$&#_%]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ')
    .trim();

export interface Citation {
  /** Letters, digits and hyphens. */
  readonly key: string;
  readonly title: string;
  readonly author: string;
  readonly date: Date;
  readonly note: string;
  readonly url: string;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** One `@misc` entry of BibTeX. */
export const bibtex = ({ key, title, author, date, note, url }: Citation): string =>
  [
    `@misc{${key},`,
    `  title = {{${latex(title)}}},`,
    `  author = {{${latex(author)}}},`,
    `  year = {${date.getUTCFullYear()}},`,
    `  month = ${months[date.getUTCMonth()]},`,
    `  note = {${latex(note)}},`,
    `  howpublished = {\\url{${encodeURI(url)}}}`,
    '}',
    '',
  ].join('\n');
