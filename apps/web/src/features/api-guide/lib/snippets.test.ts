import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parse } from '@0no-co/graphql.web';
import { describe, expect, it } from 'vitest';
import { listenLocally } from '../../api-proxy/local-server.fixture.ts';
import { examplesFor } from './examples.ts';
import { asCurl, asPython, asTypescript } from './snippets.ts';

const run = promisify(execFile);
const has = (program: string) =>
  run(program, ['--version']).then(
    () => true,
    () => false,
  );
const [curl, python] = await Promise.all([has('curl'), has('python3')]);

const awkward = { slug: 'it\'s a "slug"', entries: ['a', 'b'] };
const plain = (query: string) => query.replace(/\s+/g, ' ');

/** What a program sends, and what it prints of the answer. */
async function runs(program: (origin: string) => Promise<{ stdout: string }>) {
  let sent = '';
  const { origin } = await listenLocally((request, response) => {
    request.on('data', (chunk) => {
      sent += chunk;
    });
    request.on('end', () =>
      response.setHeader('content-type', 'application/json').end('{"data":{"answered":true}}'),
    );
  });
  const { stdout } = await program(origin);
  expect(stdout.replace(/\s/g, '')).toContain('"answered":true');
  return JSON.parse(sent) as { query: string; variables: unknown };
}

describe.each(examplesFor(awkward))('$title', (example) => {
  const expected = { query: plain(example.query), variables: example.variables };
  const same = ({ query, variables }: { query: string; variables: unknown }) =>
    expect({ query: plain(query), variables }).toEqual(expected);

  it('is GraphQL', () => {
    expect(parse(example.query).definitions).toHaveLength(1);
  });

  it.runIf(curl)('is asked by curl', async () => {
    same(await runs((origin) => run('sh', ['-c', asCurl(origin, example)])));
  });

  it('is asked by TypeScript', async () => {
    same(
      await runs((origin) =>
        run(process.execPath, ['--input-type=module', '-e', asTypescript(origin, example)]),
      ),
    );
  });

  it.runIf(python)('is asked by Python', async () => {
    same(await runs((origin) => run('python3', ['-c', asPython(origin, example)])));
  });
});
