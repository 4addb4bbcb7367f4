const paths = /(?:[A-Za-z]:)?(?:[\\/][\w.@+-]+){2,}[\\/]?(?::\d+)?/g;
const codes = /^\[ONNXRuntimeError\] : \d+ : \w+ : /;
const failedNode = /^Non-zero status code returned while running (\w+) node\. Name:'[^']*' Status Message: /;

/**
 * The runtime's own words as one short sentence: the first line, without paths of this machine,
 * error numbers and control characters.
 */
export function cleanReason(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const words = line
    .replace(codes, '')
    .replace(failedNode, '$1: ')
    .replace(paths, '…')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (words === '') return 'no reason given.';
  return words.length > 240 ? `${words.slice(0, 239)}…` : /[.!?…]$/.test(words) ? words : `${words}.`;
}
