import { parse } from '@0no-co/graphql.web';
import { describe, expect, it } from 'vitest';
import { listenLocally } from '../../api-proxy/local-server.fixture.ts';
import { explorerFetcher } from './explorer-fetcher.ts';

const text = 'query Names { benchmarks { name } } subscription Changes { leaderboardChanged { cursor } }';
const reply = (place: string) => JSON.stringify({ data: { place } });

/** An API that replies to queries, and streams two events to subscriptions. */
async function explorer() {
  const asked: { readonly url: string | undefined; readonly body: unknown }[] = [];
  let streams = 0;
  const { origin } = await listenLocally(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ url: request.url, body: JSON.parse(body) });
    if (request.url === '/graphql') return void response.end(reply('questions'));
    streams += 1;
    response.once('close', () => {
      streams -= 1;
    });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const place of ['first', 'second']) response.write(`event: next\ndata: ${reply(place)}\n\n`);
  });
  const fetcher = explorerFetcher(`${origin}/graphql`);
  const ask = async (query: string, operationName?: string) =>
    fetcher(
      { query, variables: {}, ...(operationName ? { operationName } : {}) },
      { documentAST: parse(query) },
    );
  return { ask, asked, streams: () => streams };
}

describe('the explorer', () => {
  it('asks a query for its answer', async () => {
    const { ask, asked } = await explorer();
    expect(await ask(text, 'Names')).toEqual({ data: { place: 'questions' } });
    expect(asked).toEqual([
      { url: '/graphql', body: { query: text, variables: {}, operationName: 'Names' } },
    ]);
  });

  it.each([
    ['that is named', text, 'Changes'],
    ['that stands alone', 'subscription { leaderboardChanged { cursor } }', undefined],
  ])('follows a subscription %s until it is stopped', async (_which, query, operationName) => {
    const { ask, asked, streams } = await explorer();
    const events = (await ask(query, operationName)) as AsyncIterable<unknown>;
    const seen: unknown[] = [];
    for await (const event of events) {
      seen.push(event);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([{ data: { place: 'first' } }, { data: { place: 'second' } }]);
    expect(asked.map(({ url }) => url)).toEqual(['/graphql/stream']);
    await expect.poll(streams).toBe(0);
  });
});
