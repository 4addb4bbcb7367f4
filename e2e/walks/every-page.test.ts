import { violationsOf } from '../accessibility.ts';
import { expect, test } from '../fixtures.ts';
import { openScreen, takePicture } from '../screens.ts';

const sizes = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

for (const viewport of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every page is accessible and fits at ${viewport.width} pixels, ${colorScheme}`, async ({
      browser,
      screens,
    }) => {
      const found: string[] = [];
      for (const screen of screens) {
        await test.step(screen.name, async () => {
          const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
          const page = await context.newPage();
          await openScreen(page, screen);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          if (width > viewport.width) found.push(`${screen.name}: ${width} pixels wide`);
          for (const violation of await violationsOf(page)) found.push(`${screen.name}: ${violation}`);
          await takePicture(page, screen, `${viewport.width}-${colorScheme}`);
          await context.close();
        });
      }
      expect(found).toEqual([]);
    });
  }
}
