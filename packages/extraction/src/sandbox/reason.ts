const paths = /(?:[A-Za-z]:)?(?:[\\/][\w.@+-]+){2,}[\\/]?(?::\d+)?/g;
const codes = /^\[ONNXRuntimeError\] : \d+ : \w+ : /;
/** Where in its source the runtime gave up, with the signature of the function: "/src/model.cc:202 void f(int) ". */
const parameters = String.raw`\((?:[^()]|\([^()]*\))*\)`;
const signature = String.raw`[^()]*::(?:[^()\s]*${parameters})+(?: const)?(?: \[with [^\]]*\])? `;
const sourcePlace = new RegExp(String.raw`\S+\.(?:cc|cpp|h|hpp|cu):\d+ ${signature}`);
const failedNode = /^Non-zero status code returned while running (\w+) node\. Name:'[^']*' Status Message: /;

const cleanLine = (line: string): string =>
  line
    .replace(codes, '')
    .replace(sourcePlace, '')
    .replace(failedNode, '$1: ')
    .replace(paths, '…')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * The runtime's own words as one short sentence, all lines of them, since the later ones say which axis or size: without
 * places of its source, paths of this machine, error numbers and control characters.
 */
export function cleanReason(text: string): string {
  const words = text
    .split('\n')
    .map(cleanLine)
    .filter((line) => line !== '')
    .map((line, index, { length }) => (index < length - 1 && !/[.:;,!?…]$/.test(line) ? `${line};` : line))
    .join(' ');
  if (words === '') return 'no reason given.';
  return words.length > 240 ? `${words.slice(0, 239)}…` : /[.!?…]$/.test(words) ? words : `${words}.`;
}
