import type { Browser } from 'playwright-core';
import { openPage } from './browser.ts';

/** Bytes of script that came over the wire, compressed, for a page in an empty browser. */
export async function scriptBytes(browser: Browser, url: string): Promise<number> {
  const { page } = await openPage(browser);
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.context().close();
  return bytes;
}
