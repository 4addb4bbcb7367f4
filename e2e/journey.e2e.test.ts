import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { endless, notANumber } from './bad-models.ts';
import { launchBrowser, openPage } from './browser.ts';
import { type Product, processesOf, startProduct } from './product.ts';
import { formats, screensOf, walk } from './screens.ts';
import { scriptBytes } from './transferred.ts';
import { unrankedEntries } from './unranked-entries.ts';

const models = fileURLToPath(new URL('../examples/models/', import.meta.url));
const pictures = fileURLToPath(new URL('./screenshots/', import.meta.url));
/** The shipped encoders may be in work when a submission comes; it goes before those that wait. */
const ranked = { timeout: 240_000 };
/** As many as the product brings along; each is evaluated on both benchmarks, `digits` first. */
const shippedEncoders = 9;

let directory: string;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clusterboard-e2e-'));
  // Where root runs this, Postgres is another user's, and would go to a place that it can enter.
  await chmod(directory, 0o711);
  product = await startProduct(join(directory, 'data'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await rm(directory, { recursive: true, force: true });
});

type Opened = Awaited<ReturnType<typeof openPage>>['page'];

/** Lets no page ask how a submission stands; what is asked in vain is no fault of the page. */
async function preventPolling(page: Opened): Promise<void> {
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query Submission(') ? route.abort() : route.continue(),
  );
}
const ofThePage = (fault: string) => !fault.includes('net::ERR_FAILED');

/** The cursors that streams were asked to go on from. */
function streamsOf(page: Opened): (string | null)[] {
  const cursors: (string | null)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql/stream')) cursors.push(request.postDataJSON().variables.after);
  });
  return cursors;
}

/** As if the visitor went to another tab, or came back. */
const turn = (page: Opened, visibility: 'hidden' | 'visible') =>
  page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { value: '${visibility}', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));`);

/** Follows a link to a .npy file, and gives the SHA-256 of its values. */
async function fetchNpy(page: Opened, name: RegExp): Promise<string> {
  const href = await page.getByRole('link', { name }).getAttribute('href');
  const response = await fetch(`${product.url}${href}`);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.npy"$/);
  const file = Buffer.from(await response.arrayBuffer());
  expect(file.subarray(0, 8).toString('latin1')).toBe('\u0093NUMPY\u0001\0');
  return createHash('sha256')
    .update(file.subarray(10 + file.readUInt16LE(8)))
    .digest('hex');
}

async function fillForm(page: Opened, file: string, name: string) {
  await page.goto(`${product.url}/submit`);
  await page.getByRole('radio', { name: 'Handwritten digits' }).click();
  await page.getByLabel('ONNX file').setInputFiles(file);
  await page.getByLabel('Encoder name').fill(name);
  await page.getByLabel('Your name').fill('Ada');
}

describe('a visitor', () => {
  it('asks the API in the explorer, which needs nothing from elsewhere', async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(`${product.url}/api`);
    await page.getByRole('button', { name: 'Open explorer' }).click();
    // It does nothing before both of its editors are there.
    for (const part of ['.graphiql-query-editor', '.result-window'])
      await page.locator(`${part} .CodeMirror`).first().waitFor();
    await page.locator('.graphiql-query-editor').getByText('benchmarks').first().waitFor();
    await page
      .getByLabel(/Execute query/)
      .first()
      .click();
    await page.locator('.result-window').getByText('entryCount').first().waitFor();
    expect(faults).toEqual([]);
  });

  it('finds the benchmarks and the shipped encoders on their board', async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(product.url);
    await page.getByRole('link', { name: 'Handwritten digits' }).first().click();
    await page.waitForURL('**/benchmarks/digits');
    // All of them: a board that still fills would change between two looks at it.
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator('tbody').getByRole('rowheader').count();
      }, ranked)
      .toBe(shippedEncoders);
    await expect.poll(() => unrankedEntries(product.url, 'digits')).toEqual([]);
    expect(await page.getByRole('row').filter({ hasText: 'Raw pixels' }).count()).toBe(1);
    await page.getByRole('columnheader', { name: 'ARI' }).getByRole('link').click();
    await page.waitForURL(/order=ari/i);
    await page.locator('th[aria-sort="descending"]', { hasText: 'ARI' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'ARI' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('pins, chooses columns and compares, and can hand on what is seen as a link', async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(`${product.url}/benchmarks/digits`);
    const last = page.locator('tbody tr').last();
    const name = (await last.getByRole('rowheader').getByRole('link').textContent()) ?? '';
    await last.getByRole('link', { name: /^Pin / }).click();
    await page.waitForURL(/pin=/);
    await page.locator('tbody').nth(1).waitFor();
    expect(await page.locator('tbody').first().textContent()).toContain(name);
    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('checkbox', { name: 'Images per second' }).click();
    await page.waitForURL(/columns=/);
    await page.getByRole('columnheader', { name: 'Images/s' }).waitFor();
    await page.keyboard.press('Escape');
    for (const row of [0, 1]) {
      await page.locator('tbody').nth(1).getByRole('checkbox').nth(row).check();
      await page.waitForURL(row === 0 ? /compare=\w+/ : /compare=\w+,\w+/);
    }
    const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    expect(await (await fetch(`${product.url}${csv}`)).text()).toContain(name);
    const link = page.url();
    const second = await openPage(browser);
    await second.page.goto(link);
    expect(await second.page.locator('tbody').first().textContent()).toContain(name);
    await second.page.getByRole('link', { name: /^Compare 2/ }).click();
    await second.page.waitForURL('**/compare?entries=*');
    await second.page.getByRole('heading', { name: 'Scores' }).waitFor();
    await second.page.getByText(/ is better than .* points\.| are statistically tied\./).waitFor();
    expect(faults.concat(second.faults)).toEqual([]);
    await second.page.context().close();
    await page.context().close();
  });

  it('ticks, hides and pins faster than the answers come, and loses nothing', async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(`${product.url}/benchmarks/digits`, { waitUntil: 'networkidle' });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/_rsc=/, async (route) => {
      await released;
      // The router gives up what it no longer needs.
      await route.continue().catch(() => undefined);
    });
    const boxes = page.locator('tbody').first().getByRole('checkbox');
    for (const row of [0, 1, 2, 3]) await boxes.nth(row).check();
    expect(await boxes.nth(4).isDisabled()).toBe(true);
    await page.getByText('Columns', { exact: true }).click();
    for (const name of ['Date', 'Images per second']) await page.getByRole('checkbox', { name }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: /^Pin / }).nth(5).focus();
    await page.keyboard.press('Enter');
    release();
    await page.waitForURL(/columns=acc,ari,ami,mi,parameters,dimension,speed&pin=\w+&compare=\w+(,\w+){3}$/);
    await page.locator('tbody').nth(1).waitFor();
    await page.getByRole('link', { name: 'Compare 4' }).waitFor();
    const focused = page.locator('tbody').first().locator('a:focus');
    expect(await focused.getAttribute('aria-label')).toMatch(/^Unpin /);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('filters a board and looks back at how it stood', async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(`${product.url}/benchmarks/digits`);
    await page.getByText('Filters', { exact: true }).click();
    await page.getByRole('group', { name: 'Parameters' }).getByLabel('to').fill('1k');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/\?parameters-to=1k$/);
    expect(await page.getByRole('button', { name: 'Apply' }).isVisible()).toBe(false);
    await page.getByText(/Only entries with at most 1.0.k parameters/).waitFor();
    const names = page.getByRole('rowheader');
    expect(await names.count()).toBe(1);
    expect(await names.textContent()).toContain('Raw pixels');
    await page.goto(`${product.url}/benchmarks/digits?as-of=1`);
    await page.getByText('Showing the leaderboard at revision 1.').waitFor();
    expect(await names.count()).toBe(1);
    await page.goto(`${product.url}/benchmarks/digits?as-of=999999999&since=2027-01-01&until=2020-01-01`);
    await page.getByText(/Revision 999999999 does not exist yet\. The latest is revision \d+\./).waitFor();
    await page.getByText('published from 2020-01-01, published until 2027-01-01').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('tells the rank of a pinned entry by the chosen metric where the page leaves it out', async () => {
    const { page, faults } = await openPage(browser);
    const board = `${product.url}/benchmarks/digits?order=ari`;
    await page.goto(board);
    const last = page.locator('tbody tr').last();
    const place = (await last.getByRole('cell').first().textContent()) ?? '';
    const address = (await last.getByRole('rowheader').getByRole('link').getAttribute('href')) ?? '';
    expect(place).toMatch(/^[2-9]/);
    await page.goto(`${board}&q=no+such+encoder&pin=${address.split('/').at(-1)}`);
    const pinned = page.locator('tbody tr');
    await pinned.first().waitFor();
    expect(await pinned.count()).toBe(1);
    expect(await pinned.getByRole('cell').first().textContent()).toBe(place);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('chooses a theme by keyboard, and finds it again on the next page', async () => {
    const { page, faults } = await openPage(browser, { colorScheme: 'light' });
    await page.goto(product.url, { waitUntil: 'networkidle' });
    const root = page.locator('html');
    const kept = page.waitForResponse('**/api/theme');
    await page.getByRole('radio', { name: 'System' }).first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await root.getAttribute('data-theme')).toBe('dark');
    await kept;
    await page.waitForLoadState('networkidle');
    await page.goto(`${product.url}/api`);
    expect(await root.getAttribute('data-theme')).toBe('dark');
    expect(await page.getByRole('radio', { name: 'Dark' }).first().isChecked()).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('sees clustering beside the linear probe, with the line and both correlations', async () => {
    const { page, faults } = await openPage(browser);
    await page.goto(`${product.url}/benchmarks/digits/plots`);
    const plot = page.getByRole('region', { name: 'Clustering vs. linear probe' });
    await plot.getByText(/Across \d+ encoders, r = \S+ \(Pearson\) and ρ = \S+ \(Spearman\)/).waitFor();
    const marks = await plot.getByRole('link').count();
    expect(marks).toBeGreaterThan(2);
    await plot.getByText('Show data').click();
    expect(await plot.getByRole('table').getByRole('rowheader').count()).toBe(marks);
    await plot.getByRole('link').first().click();
    await page.waitForURL('**/entries/*');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('goes from image to image on the map by arrow keys, and hears which it is', async () => {
    const { page, faults } = await openPage(browser);
    const screen = (await screensOf(product.url, 'digits')).find(({ name }) => name === 'entry');
    await page.goto(`${product.url}${screen?.path}`);
    const panel = page.getByRole('region', { name: 'Map of the test images' });
    await panel.scrollIntoViewIfNeeded();
    await panel.getByRole('application').press('ArrowRight');
    const image = panel.getByRole('status').filter({ hasText: /^\d, cluster \d+, image \d+$/ });
    await image.waitFor({ state: 'attached' });
    const first = await image.textContent();
    await panel.getByRole('application').press('ArrowRight');
    await expect.poll(() => image.textContent()).not.toBe(first);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['board', 170_000],
    ['entry', 165_000],
    ['submit', 160_000],
  ])('loads little script for the page %s: at most %i bytes', async (page, most) => {
    const screen = (await screensOf(product.url, 'digits')).find(({ name }) => name === page);
    expect(await scriptBytes(browser, `${product.url}${screen?.path}`)).toBeLessThanOrEqual(most);
  });
});

describe('a submitter', () => {
  it('uploads an encoder through the form and sees it ranked, by the stream alone', async () => {
    const { page, faults } = await openPage(browser);
    await preventPolling(page);
    const streams = streamsOf(page);
    await fillForm(page, join(models, 'simclr.onnx'), 'Ada’s encoder');
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByText('Model input, 28 × 28').waitFor();
    expect(await preview.getByRole('row', { name: /^grey 0 0\.\d+ (1|0\.\d+)$/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Upload and submit' }).click();
    await page.waitForURL('**/submissions/*');
    await page.getByRole('region', { name: 'Result' }).waitFor(ranked);
    expect(await page.getByRole('region', { name: 'Result' }).textContent()).toMatch(/Ranked \d+ of \d+/);
    expect(await page.getByRole('list', { name: 'Stages' }).getByText(', done').count()).toBe(5);
    expect(streams[0]).toBeNull();
    await page.getByRole('link', { name: 'View on leaderboard' }).click();
    await page.waitForURL('**/benchmarks/digits');
    const row = page.getByRole('row').filter({ hasText: 'Ada’s encoder' });
    await row.waitFor();
    expect(await row.textContent()).toContain('Ada');
    await row.getByRole('rowheader').getByRole('link').click();
    await page.waitForURL('**/entries/*');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Ada’s encoder');
    const features = await fetchNpy(page, /^test \d+ × 128 \.npy$/);
    const receipt = await page.getByRole('link', { name: 'Receipt' }).getAttribute('href');
    expect(await (await fetch(`${product.url}${receipt}`)).json()).toMatchObject({
      features: { dim: 128, testSha256: features },
    });
    expect(faults.filter(ofThePage)).toEqual([]);
    await page.context().close();
  });

  it('cancels an encoder that hangs, tries it again, and cancels that too', async () => {
    const { page, faults } = await openPage(browser);
    await preventPolling(page);
    const streams = streamsOf(page);
    const file = join(directory, 'endless.onnx');
    await writeFile(file, endless());
    await fillForm(page, file, 'Endless');
    await page.getByRole('button', { name: 'Upload and submit' }).click();
    await page.waitForURL('**/submissions/*');
    const stages = page.getByRole('list', { name: 'Stages' });
    const cancel = async () => {
      await stages.getByText('File inspected, in progress').waitFor(ranked);
      await page.getByRole('button', { name: 'Cancel submission' }).click();
      const dialog = page.getByRole('dialog', { name: /^Cancel the submission of Endless/ });
      await dialog.waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Yes, cancel' }).click();
      await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
      await stages.getByText('File inspected, cancelled').waitFor();
      expect(await page.getByRole('button', { name: 'Cancel submission' }).count()).toBe(0);
    };
    await cancel();
    const first = page.url();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL((url) => url.href !== first && url.pathname.startsWith('/submissions/'));
    await stages.getByText('File inspected, in progress').waitFor(ranked);
    // Away and back: the stream goes on from the last event that was seen, once one was.
    await expect
      .poll(async () => {
        await turn(page, 'hidden');
        await turn(page, 'visible');
        return String(streams.at(-1));
      })
      .toMatch(/^\d+$/);
    await cancel();
    expect(faults.filter(ofThePage)).toEqual([]);
    await page.context().close();
  });

  it('may choose benchmark and file before the page’s script is there', async () => {
    const { page, faults } = await openPage(browser);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/_next/static/chunks/*.js', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(`${product.url}/submit`, { waitUntil: 'commit' });
    await page.getByRole('radio', { name: 'Handwritten digits' }).check();
    await page.getByLabel('ONNX file').setInputFiles(join(models, 'simclr.onnx'));
    release();
    await page.getByText('Ready to submit').waitFor();
    expect(await page.getByRole('radio', { name: 'Handwritten digits' }).isChecked()).toBe(true);
    expect(await page.getByLabel('Encoder name').inputValue()).toBe('simclr');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('is told before any upload that a file is no model', async () => {
    const { page } = await openPage(browser);
    const uploads: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/uploads')) uploads.push(request.url());
    });
    await page.goto(`${product.url}/submit`);
    await page.getByLabel('ONNX file').setInputFiles(fileURLToPath(new URL('../README.md', import.meta.url)));
    await page.getByText('This file is not an ONNX model.').waitFor();
    expect(await page.getByRole('button', { name: 'Upload and submit' }).isDisabled()).toBe(true);
    expect(uploads).toEqual([]);
    await page.context().close();
  });

  it('is asked before a link of the site stops an upload', async () => {
    const { page } = await openPage(browser);
    await page.route('**/uploads', () => undefined);
    await fillForm(page, join(models, 'simclr.onnx'), 'Under way');
    await page.getByRole('button', { name: 'Upload and submit' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    const follow = () => page.getByRole('link', { name: 'Benchmarks' }).click();
    page.once('dialog', (dialog) => void dialog.dismiss());
    await follow();
    expect(await page.getByRole('button', { name: 'Pause' }).isVisible()).toBe(true);
    page.once('dialog', (dialog) => void dialog.accept());
    await follow();
    await page.waitForURL(`${product.url}/#benchmarks`);
    await page.context().close();
  });

  it('reads a sentence, and finds no entry, when the features are not numbers, without any stream', async () => {
    const { page } = await openPage(browser);
    const streams = streamsOf(page);
    await page.route('**/graphql/stream', (route) => route.abort());
    const file = join(directory, 'not-a-number.onnx');
    await writeFile(file, notANumber());
    await fillForm(page, file, 'Not a number');
    await page.getByRole('button', { name: 'Upload and submit' }).click();
    await page.waitForURL('**/submissions/*');
    await page.getByText('contain NaN or infinity').waitFor(ranked);
    expect(await page.getByText('FEATURES_NOT_FINITE').count()).toBe(1);
    expect(streams.length).toBeGreaterThan(0);
    await page.goto(`${product.url}/benchmarks/digits`);
    // The board comes after its skeleton: only beside another entry does an absence tell anything.
    await page.getByRole('row').filter({ hasText: 'Raw pixels' }).waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Not a number' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('every page', () => {
  it.each(formats)('is accessible and fits at $width pixels, $colours', async (format) => {
    const found: string[] = [];
    await walk(
      browser,
      product.url,
      await screensOf(product.url, 'digits'),
      format,
      pictures,
      async (page, screen) => {
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > format.width) found.push(`${screen.name}: ${width} pixels wide`);
        for (const violation of await violationsOf(page)) found.push(`${screen.name}: ${violation}`);
      },
    );
    expect(found).toEqual([]);
  });
});

describe('a program', () => {
  it('queries the board on the same origin', async () => {
    const query = `{ benchmark(slug: "digits") { leaderboard(first: 3, orderBy: { metric: AMI, direction: DESC }) {
      totalCount edges { rank node { name scores { ami { mean standardDeviation } } } } } } }`;
    const response = await fetch(`${product.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as {
      data: {
        benchmark: {
          leaderboard: { edges: { rank: number; node: { scores: { ami: { mean: number } } } }[] };
        };
      };
      errors?: unknown;
    };
    expect(errors).toBeUndefined();
    const { edges } = data.benchmark.leaderboard;
    expect(edges.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    const means = edges.map(({ node }) => node.scores.ami.mean);
    expect(means).toEqual(means.toSorted((left, right) => right - left));
  });
});

describe('Ctrl-C', () => {
  it('leaves no process behind, and the next start finds everything again', async () => {
    const dataDir = join(directory, 'data');
    expect((await processesOf(dataDir)).length).toBeGreaterThan(3);
    expect(await product.stop(), product.output()).toBe(0);
    expect(await processesOf(dataDir)).toEqual([]);
    product = await startProduct(dataDir);
    const { page } = await openPage(browser);
    await page.goto(`${product.url}/benchmarks/digits`);
    const entry = page.getByRole('row').filter({ hasText: 'Ada’s encoder' });
    await entry.first().waitFor();
    expect(await entry.count()).toBe(1);
    await page.context().close();
  });
});
