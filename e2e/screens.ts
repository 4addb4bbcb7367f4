import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { ask } from './ask.ts';

const folder = fileURLToPath(new URL('./screenshots/', import.meta.url));

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** What must stand there before anything is judged: pages come after their skeletons. */
  readonly shows: string;
  /** What comes only once it is scrolled to, and belongs on the picture. */
  readonly later?: string;
}

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

/**
 * Scrolls, and waits for two frames, for what is in sight is only told between frames. Chromium can leave a page
 * without frames; the picture that follows makes one, so that nothing waits for ever.
 */
const scrollTo = (top: number) => `scrollTo(0, ${top});
  Promise.race([
    new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    new Promise((done) => setTimeout(done, 2000)),
  ])`;

/**
 * Scrolls through a page, so that what is fetched when it comes into sight is there. What is painted only near
 * the window is painted everywhere from then on: making the window as high as the page would paint it too, but
 * can leave Chromium without frames.
 */
async function seeAll(page: Page): Promise<void> {
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const step = page.viewportSize()?.height ?? 720;
  for (let top = 0; top < height + step; top += step) await page.evaluate(scrollTo(top));
  await page
    .locator('.later > .card')
    .evaluateAll((cards: { readonly style: { contentVisibility: string } }[]) => {
      for (const { style } of cards) style.contentVisibility = 'visible';
    });
  await page.evaluate(scrollTo(0));
  await page.waitForLoadState('networkidle');
}

/** Opens a screen and waits for what stands on it. */
export async function openScreen(page: Page, { path, shows }: Screen): Promise<void> {
  await page.goto(path);
  await page.locator(shows).first().waitFor();
}

/** Keeps a picture of a whole page as `<name>-<suffix>.png`. */
export async function takePicture(page: Page, { name, later }: Screen, suffix: string): Promise<void> {
  await seeAll(page);
  if (later) await page.locator(later).first().waitFor();
  await page.screenshot({
    path: join(folder, `${name}-${suffix}.png`),
    fullPage: true,
    animations: 'disabled',
  });
}

export function screenNamed(screens: readonly Screen[], name: string): Screen {
  const screen = screens.find((candidate) => candidate.name === name);
  if (screen === undefined) throw new Error(`There is no screen ${name}.`);
  return screen;
}
