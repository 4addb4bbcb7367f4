/** Advance widths of a humanist sans at 11 px, roughly: what a badge needs, which cannot load fonts. */
const narrow = new Set([...'ijltfrI.,:;|!\u2019 ']);
const wide = new Set([...'mwMW%@±']);
const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (narrow.has(letter) ? 4 : wide.has(letter) ? 9.6 : 6.7), 0);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);

/** A badge as an SVG document: `label` on grey, `message` on blue. Texts are escaped. */
export function badge(label: string, message: string): string {
  const left = Math.round(widthOf(label)) + 12;
  const right = Math.round(widthOf(message)) + 12;
  const title = escaped(`${label}: ${message}`);
  const text = (x: number, content: string) => `<text x="${x}" y="14">${escaped(content)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<clipPath id="r"><rect width="${left + right}" height="20" rx="4"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="20" fill="#3c444a"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="#0a5fa4"/></g>`,
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">',
    text(left / 2, label),
    text(left + right / 2, message),
    '</g></svg>',
  ].join('');
}
