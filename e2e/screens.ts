import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, errors, type Page } from 'playwright-core';
import { ask } from './ask.ts';
import { openPage } from './browser.ts';

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** What must stand there before anything is judged: pages come after their skeletons. */
  readonly shows: string;
  /** What comes only once it is scrolled to, and belongs on the picture. */
  readonly later?: string;
}

export interface Format {
  readonly width: 360 | 1440;
  readonly colours: 'light' | 'dark';
}

export const formats: readonly Format[] = [
  { width: 360, colours: 'light' },
  { width: 360, colours: 'dark' },
  { width: 1440, colours: 'light' },
  { width: 1440, colours: 'dark' },
];

interface RankedEntry {
  readonly entryId: string;
  readonly submission: { readonly submissionId: string };
}

async function bestEntries(url: string, slug: string): Promise<RankedEntry[]> {
  const query = `query ($slug: String!) { benchmark(slug: $slug) {
    leaderboard(first: 4) { edges { node { entryId submission { submissionId } } } } } }`;
  const data = await ask<{ benchmark: { leaderboard: { edges: { node: RankedEntry }[] } } }>(url, query, {
    slug,
  });
  return data.benchmark.leaderboard.edges.map(({ node }) => node);
}

/** Every kind of page that the site has, on a benchmark with at least two entries. */
export async function screensOf(url: string, slug: string): Promise<Screen[]> {
  const entries = await bestEntries(url, slug);
  const [best, second] = entries;
  if (!best || !second) throw new Error(`The board of ${slug} has fewer than two entries.`);
  const ids = entries.map(({ entryId }) => entryId);
  const board = `/benchmarks/${slug}`;
  return [
    { name: 'landing', path: '/', shows: 'h1' },
    { name: 'board', path: board, shows: 'table tbody tr' },
    {
      name: 'board-chosen',
      path: `${board}?order=ari&columns=ari,speed&pin=${second.entryId}&compare=${ids.slice(0, 2)}`,
      shows: 'table tbody tr',
    },
    { name: 'board-empty', path: `${board}?q=no+such+encoder`, shows: 'text=No entries match' },
    { name: 'reported', path: '/benchmarks/imagenet-1k', shows: 'section table' },
    { name: 'plots', path: `${board}/plots`, shows: 'h2' },
    { name: 'entry', path: `/entries/${best.entryId}`, shows: 'h2', later: 'canvas' },
    { name: 'compare', path: `/compare?entries=${ids}`, shows: 'h2' },
    { name: 'submit', path: '/submit', shows: 'form' },
    { name: 'api', path: '/api', shows: 'pre' },
    { name: 'submission', path: `/submissions/${best.submission.submissionId}`, shows: 'ol' },
    { name: 'not-found', path: '/entries/none', shows: 'h1' },
  ];
}

const heightOf = async (page: Page): Promise<number> =>
  Number(await page.evaluate('document.documentElement.scrollHeight'));

/**
 * Scrolls through a page, so that what is fetched when it comes into sight is there, and makes the window as
 * high as the page, so that what is painted only in sight is on its picture.
 */
async function seeAll(page: Page, width: number): Promise<void> {
  const height = await heightOf(page);
  const step = page.viewportSize()?.height ?? 720;
  for (let top = 0; top < height + step; top += step) {
    // Whether something is in sight is only told between frames.
    await page.evaluate(
      `scrollTo(0, ${top}); new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`,
    );
  }
  await page.evaluate('scrollTo(0, 0)');
  await page.waitForLoadState('networkidle');
  await page.setViewportSize({ width, height: await heightOf(page) });
}

const windowHeight = (width: number): number => (width < 600 ? 740 : 900);

/** What one visit may take in milliseconds; it takes one or two seconds. */
const visitMilliseconds = 60_000;
const visits = 2;

type Judge = (page: Page, screen: Screen) => Promise<void>;

/** Opens a screen in a page of its own, hands it to `judge` and keeps its picture. */
async function visit(page: Page, url: string, screen: Screen, width: number, picture: string, judge: Judge) {
  await page.goto(`${url}${screen.path}`);
  await page.locator(screen.shows).first().waitFor();
  await judge(page, screen);
  await seeAll(page, width);
  if (screen.later) await page.locator(screen.later).first().waitFor();
  await page.screenshot({ path: picture, fullPage: true, animations: 'disabled' });
}

/** Whether Chromium has stopped to make frames, as it rarely does after a window was resized: nothing then ends. */
async function standsStill(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), visitMilliseconds);
  });
  const done = work.then(
    () => false,
    (error: unknown) => {
      if (error instanceof errors.TimeoutError && error.message.startsWith('page.screenshot')) return true;
      throw error;
    },
  );
  const result = await Promise.race([late, done]);
  clearTimeout(timer);
  return result;
}

/**
 * Opens each screen in one format, hands it to `judge` and keeps a picture of the whole page as
 * `<name>-<width>-<colours>.png`. A screen on which the browser stalls is opened once more; what `judge`
 * finds or throws stands.
 */
export async function walk(
  browser: Browser,
  url: string,
  screens: readonly Screen[],
  { width, colours }: Format,
  folder: string,
  judge: Judge,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const screen of screens) {
    const picture = join(folder, `${screen.name}-${width}-${colours}.png`);
    for (let left = visits; left > 0; left--) {
      const { page } = await openPage(browser, {
        viewport: { width, height: windowHeight(width) },
        colorScheme: colours,
        reducedMotion: 'reduce',
      });
      const stands = await standsStill(visit(page, url, screen, width, picture, judge));
      const closed = page.context().close();
      if (!stands) {
        await closed;
        break;
      }
      // A page that stands still need not close either.
      closed.catch(() => undefined);
      if (left === 1) throw new Error(`The browser stands still on ${url}${screen.path}, ${visits} times.`);
    }
  }
}
