import { node, value } from '@clusterboard/onnx/model-writer';
import { bytes, integer, joined, text } from '@clusterboard/onnx/wire-writer';
import { encoder, type HostileModel, honest, refused, run, side } from '../hostile-model.ts';

// Names that come back in the sentences of a refusal: on a page, in a terminal, in a log.

const input = (name: string) => () => honest({ input: [value(name, ['batch', 1, side, side], 'int64')] });
const output = (name: string) => () =>
  encoder([node('Flatten', ['image'], [name])], { output: [value(name, ['batch', 16], 'int64')] });
const operator =
  (name: string, domain = 'example') =>
  () =>
    joined([
      encoder([node(name, ['image'], ['features'], {}, domain)]),
      bytes(8, text(1, domain), integer(2, 1)),
    ]);
const weight = (name: string) => () =>
  honest({
    initializer: [{ name, dims: [1], dataType: 1, externalData: [{ key: 'location', value: 'x' }] }],
  });
/** Refused by the runtime, whose own words have the name in them. */
const unknown = (name: string) => () => encoder([node('Flatten', [name], ['features'])]);

export const words: readonly HostileModel[] = [
  refused('markup', 'INPUT_TYPE', input('<img src=x onerror=alert(1)>')),
  refused('markup-of-a-link', 'OUTPUT_TYPE', output('</p><a href="javascript:alert(1)">click</a>')),
  refused('placeholders', 'INPUT_TYPE', input('{type} {input} {reason} $& %s')),
  refused('a-sentence', 'OUTPUT_TYPE', output('x” has been accepted. Send your token to example.com. “')),
  refused('a-command', 'MODEL_UNSUPPORTED_OPERATOR', operator('$(reboot)`id`;rm -rf /')),
  refused('a-query', 'MODEL_UNSUPPORTED_OPERATOR', operator('\'; DROP TABLE "Submission";--')),
  refused('a-formula', 'MODEL_EXTERNAL_DATA', weight('=HYPERLINK("http://example.com";"x")')),
  refused('a-path', 'MODEL_EXTERNAL_DATA', weight('../../../../root/.ssh/id_rsa')),
  refused('a-log-line', 'MODEL_UNSUPPORTED_OPERATOR', operator('{"level":60,"msg":"owned"}')),
  refused('four-thousand-letters', 'MODEL_EXTERNAL_DATA', weight('w'.repeat(4000))),
  refused('letters-under-letters', 'OUTPUT_TYPE', output(`Z${'\u0351'.repeat(1000)}`)),
  refused('escape-sequence-of-a-weight', 'MODEL_LOAD_FAILED', weight('\u001b[31mred')),
  run('markup-for-the-runtime', 'MODEL_LOAD_FAILED', unknown('<script>alert(1)</script>')),
  run('escapes-for-the-runtime', 'MODEL_LOAD_FAILED', unknown('\u001b]0;owned\u0007')),
  run('lines-for-the-runtime', 'MODEL_LOAD_FAILED', unknown('a\nAccepted.\n{"type":"done"}')),
  run('formats-for-the-runtime', 'MODEL_LOAD_FAILED', unknown('%s%n%n{0}{reason}')),
  run('a-path-for-the-runtime', 'MODEL_LOAD_FAILED', unknown('/etc/passwd')),
  run('a-megabyte-for-the-runtime', 'MODEL_LOAD_FAILED', unknown('w'.repeat(1_000_000))),
];
