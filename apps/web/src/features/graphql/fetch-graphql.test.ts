import { describe, expect, it } from 'vitest';
import { listenLocally } from '../api-proxy/local-server.fixture.ts';
import { fetchGraphql } from './fetch-graphql.ts';
import { graphql } from './graphql.ts';

const document = graphql('query Name($slug: String!) { benchmark(slug: $slug) { name } }');
const variables = { slug: 'digits' };

/** A real HTTP server that answers everything with one status and body, and keeps what it was asked. */
async function answering(status: number, body: unknown) {
  const asked: unknown[] = [];
  const { origin, stop } = await listenLocally(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    asked.push(JSON.parse(text));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  return { endpoint: `${origin}/graphql`, asked, stop };
}

describe('asking the API', () => {
  it('sends document and variables, and gives back the data', async () => {
    const data = { benchmark: { name: 'Digits' } };
    const { endpoint, asked } = await answering(200, { data });
    expect(await fetchGraphql(endpoint, document, variables)).toEqual({ ok: true, data });
    expect(asked).toEqual([{ query: expect.stringContaining('query Name'), variables }]);
  });

  it.each([502, 503, 504])('says that the API is unavailable on %d', async (status) => {
    const { endpoint } = await answering(status, {});
    expect(await fetchGraphql(endpoint, document, variables)).toEqual({ ok: false, reason: 'unavailable' });
  });

  it('says so when nothing listens', async () => {
    const { endpoint, stop } = await answering(200, {});
    await stop();
    expect(await fetchGraphql(endpoint, document, variables)).toEqual({ ok: false, reason: 'unavailable' });
  });

  it('throws what the API calls an error', async () => {
    const { endpoint } = await answering(400, { errors: [{ message: 'Unknown field.' }] });
    await expect(fetchGraphql(endpoint, document, variables)).rejects.toThrow('Unknown field.');
  });
});
