import { get } from 'node:http';
import { expect, test } from '../fixtures.ts';
import { openScreen, type Screen } from '../screens.ts';

/** Pages that are errors, beside those that the site links to. */
const errors: readonly Screen[] = [
  { name: 'no such page', path: '/nothing', shows: 'h1' },
  { name: 'no such board', path: '/benchmarks/nothing', shows: 'h1' },
  { name: 'no such submission', path: '/submissions/nothing', shows: 'h1' },
  { name: 'beside an address of the API', path: '/graphqlx', shows: 'h1' },
  { name: 'below an address of the API', path: '/api/nothing', shows: 'h1' },
  { name: 'malformed', path: '/%ff', shows: 'h1' },
];

test('no page has anything that its content security policy blocks', async ({ browser, screens }) => {
  const found: string[] = [];
  for (const screen of [...screens, ...errors]) {
    await test.step(screen.name, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) found.push(`${screen.name}: ${message.text()}`);
      });
      const answers: { readonly policy: string }[] = [];
      page.on('response', (response) => {
        const policy = response.headers()['content-security-policy'] ?? '';
        answers.push({ policy });
        if (policy === '') found.push(`${screen.name}: ${response.url()} has no policy`);
        const parts = policy.split('; ');
        const scripts = parts.find((part) => part.startsWith('script-src ')) ?? parts[0] ?? '';
        if (/unsafe-inline|(?<!wasm-)unsafe-eval/.test(scripts)) {
          found.push(`${screen.name}: ${response.url()} allows ${scripts}`);
        }
      });
      await openScreen(page, screen);
      await page.waitForLoadState('networkidle');
      expect(answers.length).toBeGreaterThan(1);
      await context.close();
    });
  }
  expect(found).toEqual([]);
});

test('every other response has one too, and tells nothing of other hosts', async ({ product, request }) => {
  const paths = [
    '/_next/static/nothing.js',
    '/graphql',
    '/opengraph-image',
    '/benchmarks/digits/opengraph-image',
    '/entries/nothing/badge.svg',
    '/icon.svg',
    '/robots.txt',
    '/sitemap.xml',
    '/uploads/nothing',
    '/datasets/nothing/samples.png',
    '/benchmarks/digits/leaderboard.csv',
    '/benchmarks/nothing/cite.bib',
    '/api/health',
  ];
  for (const path of paths) {
    const response = await request.get(path, { headers: { 'x-forwarded-host': 'evil.example' } });
    const headers = response.headersArray().map(({ name }) => name.toLowerCase());
    expect([path, headers.filter((name) => name === 'content-security-policy')]).toEqual([
      path,
      ['content-security-policy'],
    ]);
    expect(response.headers()['x-content-type-options']).toBe('nosniff');
    expect(await response.text()).not.toContain('evil.example');
  }
  const page = await request.get('/graphql', { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain(`${product.url}/graphql`);
  const strange = await new Promise<string>((resolve, reject) => {
    get(product.url, { headers: { host: 'evil.example' } }, (response) => {
      response.setEncoding('utf8');
      let body = `${response.statusCode} `;
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
    }).once('error', reject);
  });
  expect(strange).toMatch(/^421 .*SITE_URL/);
});
