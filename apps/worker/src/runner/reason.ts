const paths = /(?:[A-Za-z]:)?(?:[\\/][\w.@+-]+){2,}[\\/]?(?::\d+)?/g;
const codes = /^(?:\[ONNXRuntimeError\] : \d+ : \w+ : )/;

/**
 * The runtime's own words as one short sentence: the first line, without paths of this machine,
 * error numbers and control characters.
 */
export function cleanReason(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const words = line
    .replace(codes, '')
    .replace(paths, '…')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (words === '') return 'no reason given.';
  return words.length > 240 ? `${words.slice(0, 239)}…` : /[.!?…]$/.test(words) ? words : `${words}.`;
}
