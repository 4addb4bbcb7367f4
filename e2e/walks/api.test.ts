import { ask } from '../ask.ts';
import { expect, test } from '../fixtures.ts';

test('a visitor asks the API in the explorer, which needs nothing from elsewhere', async ({
  page,
  faults,
}) => {
  await page.goto('/api');
  await page.getByRole('button', { name: 'Open explorer' }).click();
  // It does nothing before both of its editors are there.
  for (const part of ['.graphiql-query-editor', '.result-window'])
    await expect(page.locator(`${part} .CodeMirror`).first()).toBeVisible();
  await expect(page.locator('.graphiql-query-editor').getByText('benchmarks').first()).toBeVisible();
  await page
    .getByLabel(/Execute query/)
    .first()
    .click();
  await expect(page.locator('.result-window').getByText('entryCount').first()).toBeVisible();
  expect(faults).toEqual([]);
});

interface Edge {
  readonly rank: number;
  readonly node: { readonly scores: { readonly ami: { readonly mean: number } } };
}

test('a program queries the board on the same origin', async ({ product, board }) => {
  const query = `query ($slug: String!) { benchmark(slug: $slug) {
    leaderboard(first: 3, orderBy: { metric: AMI, direction: DESC }) {
      totalCount edges { rank node { name scores { ami { mean standardDeviation } } } } } } }`;
  const slug = board.split('/').at(-1);
  type Data = { benchmark: { leaderboard: { edges: Edge[] } } };
  const { benchmark } = await ask<Data>(product.url, query, { slug });
  const { edges } = benchmark.leaderboard;
  expect(edges.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  const means = edges.map(({ node }) => node.scores.ami.mean);
  expect(means).toEqual(means.toSorted((left, right) => right - left));
});

test.describe('an address that cannot be decoded', () => {
  for (const path of ['/datasets/%', '/datasets/%ff/samples.png', '/uploads/%', '/uploads/%E0%A4%A'])
    test(`${path} is the program’s mistake`, async ({ product }) => {
      const response = await fetch(`${product.url}${path}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    });

  for (const path of ['/benchmarks/%ff', '/graphql/%'])
    test(`${path} is not found`, async ({ product }) => {
      expect((await fetch(`${product.url}${path}`)).status).toBe(404);
    });
});
