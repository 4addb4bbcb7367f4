import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { graphqlPage } from './graphql-page.ts';
import { refuseStrangeHosts, siteOrigin } from './site-origin.ts';

async function ask(
  siteUrl: string | undefined,
  headers: Readonly<Record<string, string>>,
  path = '/origin',
): Promise<{ status: number; body: string }> {
  const app = express().set('trust proxy', 'loopback');
  app.use(refuseStrangeHosts);
  app.get('/origin', (asked, response) => {
    response.send(siteOrigin(asked, siteUrl));
  });
  app.use('/graphql', graphqlPage(siteUrl));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .once('error', reject)
      .end();
  });
}

const forwarded = {
  host: '127.0.0.1:4000',
  'x-forwarded-host': 'board.example',
  'x-forwarded-proto': 'https',
};

it('takes the address of the site from SITE_URL, whatever a request says', async () => {
  expect((await ask('https://site.example', forwarded)).body).toBe('https://site.example');
});

it('takes it from our web server otherwise', async () => {
  expect((await ask(undefined, forwarded)).body).toBe('https://board.example');
  expect((await ask(undefined, { host: 'localhost:4000' })).body).toBe('http://localhost:4000');
});

it.each(['evil.example', 'localhost.evil.example', '10.0.0.1:4000', '127.0.0.1.evil.example'])(
  'refuses the host %s',
  async (host) => {
    const { status, body } = await ask(undefined, { host });
    expect(status).toBe(421);
    expect(JSON.parse(body).errors[0].extensions.code).toBe('HOST_NOT_TRUSTED');
  },
);

it('shows the address of the site in the page about GraphQL, and no markup for it', async () => {
  const accept = 'text/html';
  const page = await ask('https://site.example', { ...forwarded, accept }, '/graphql');
  expect(page.body).toContain('curl -s "https://site.example/graphql"');
  const marked = { ...forwarded, accept, 'x-forwarded-host': '<script>alert(1)</script>' };
  expect((await ask(undefined, marked, '/graphql')).body).not.toContain('<script>');
});
