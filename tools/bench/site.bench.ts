/**
 * The site as Lighthouse sees it on a phone (simulated 4G, four times slower processor): landing, board,
 * entry, submit; beside it the script that each page loads, compressed. Takes a running site from
 * `--url=http://…`, or starts one of its own. Lighthouse is fetched by npm when it is first needed: it
 * brings a hundred packages that nothing else here has use for.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ask } from '../../e2e/ask.ts';
import { launchBrowser, openPage } from '../../e2e/browser.ts';
import { startProduct } from '../../e2e/product.ts';
import { screensOf } from '../../e2e/screens.ts';
import { scriptBytes } from '../../e2e/transferred.ts';
import { type Benchmark, median, type Row } from './report.ts';

/** The last that runs on Node 20. */
const lighthouse = 'lighthouse@12.8.2';
const slug = 'digits';
const judged = ['landing', 'board', 'entry', 'submit'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const repeats = 5;
const run = promisify(execFile);

interface Report {
  readonly categories: Readonly<Record<(typeof categories)[number], { readonly score: number }>>;
}

async function judge(url: string, folder: string): Promise<Report> {
  const file = join(folder, 'report.json');
  const flags = '--chrome-flags=--headless=new --no-sandbox --disable-gpu';
  const args = ['exec', '--yes', '--prefer-offline', `--package=${lighthouse}`, '--', 'lighthouse', url];
  await run('npm', [...args, '--quiet', '--output=json', `--output-path=${file}`, flags], {
    env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  });
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

interface Standing {
  readonly benchmarks: readonly {
    readonly slug: string;
    readonly entryCount: number;
    readonly pendingCount: number;
  }[];
}

/** Until the small benchmark has its entries and no evaluation is at work beside the browser. */
async function untilIdle(url: string): Promise<void> {
  const query = '{ benchmarks { slug entryCount pendingCount } }';
  for (;;) {
    const { benchmarks } = await ask<Standing>(url, query);
    const filled = benchmarks.some((benchmark) => benchmark.slug === slug && benchmark.entryCount > 1);
    if (filled && benchmarks.every(({ pendingCount }) => pendingCount === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function measureSite(url: string, folder: string, note: (line: string) => void): Promise<Row[]> {
  const browser = await launchBrowser();
  const rows: Row[] = [];
  try {
    for (const { name, path } of (await screensOf(url, slug)).filter((screen) =>
      judged.includes(screen.name),
    )) {
      const reports: Report[] = [];
      for (let turn = 0; turn < repeats; turn++) reports.push(await judge(`${url}${path}`, folder));
      const scores = categories.map((category) => [
        category,
        Math.round(100 * median(reports.map((report) => report.categories[category].score))),
      ]);
      const page = await openPage(browser);
      const script = await scriptBytes(page, `${url}${path}`);
      await page.context().close();
      rows.push({ page: name, ...Object.fromEntries(scores), 'script, bytes': script });
      note(`${name}: ${scores.map(([category, score]) => `${category} ${score}`).join(', ')}`);
    }
  } finally {
    await browser.close();
  }
  return rows;
}

export const measure: Benchmark = async (note) => {
  const given = process.argv.find((arg) => arg.startsWith('--url='))?.slice('--url='.length);
  const folder = await mkdtemp(join(tmpdir(), 'clusterboard-site-'));
  // Where root runs this, Postgres is another user's, and would go to a place that it can enter.
  await chmod(folder, 0o711);
  try {
    if (given) return await measureSite(given, folder, note);
    const product = await startProduct(join(folder, 'data'));
    try {
      await untilIdle(product.url);
      return await measureSite(product.url, folder, note);
    } finally {
      await product.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
