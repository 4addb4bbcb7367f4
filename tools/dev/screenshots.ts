/**
 * `npm run screenshots -- http://localhost:3000 fashion-mnist`: rewrites the README's pictures, from a
 * site that runs and a board that is full.
 */
import { fileURLToPath } from 'node:url';
import { launchBrowser, openPage } from '../../e2e/browser.ts';
import { screensOf } from '../../e2e/screens.ts';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** The pages in the README, with the heading from which on they are shown. */
const pictures: Readonly<Record<string, { readonly height: number; readonly from?: string }>> = {
  board: { height: 1080 },
  entry: { height: 1400, from: 'Clusters' },
  compare: { height: 1400 },
};

const [url = 'http://localhost:3000', slug = 'fashion-mnist'] = process.argv.slice(2);
const browser = await launchBrowser();
try {
  for (const { name, path, later } of await screensOf(url, slug)) {
    const picture = pictures[name];
    if (!picture) continue;
    const page = await openPage(browser, { viewport: { width: 1280, height: picture.height } });
    await page.goto(`${url}${path}`);
    if (picture.from) {
      const heading = page.getByRole('heading', { name: picture.from, exact: true });
      await heading.waitFor();
      await heading.evaluate((element: { scrollIntoView(): void }) => element.scrollIntoView());
    }
    if (later) await page.locator(later).first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
    process.stdout.write(`docs/images/${name}.png\n`);
    await page.context().close();
  }
} finally {
  await browser.close();
}
