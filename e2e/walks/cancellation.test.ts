import type { Page } from '@playwright/test';
import { violationsOf } from '../accessibility.ts';
import { endless } from '../bad-models.ts';
import { expect, test } from '../fixtures.ts';
import { evaluated, modelFile, ofThePage, preventPolling, streamsOf, submit } from '../submission-walk.ts';

/** As if the visitor went to another tab, or came back. */
const turn = (page: Page, visibility: 'hidden' | 'visible') =>
  page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { value: '${visibility}', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));`);

test('a submitter cancels an encoder that hangs, tries it again, and cancels that too', async ({
  page,
  faults,
}) => {
  await preventPolling(page);
  const streams = streamsOf(page);
  await submit(page, modelFile('endless.onnx', endless()), 'Endless');
  const stages = page.getByRole('list', { name: 'Stages' });
  const cancel = async () => {
    await expect(stages.getByText('File inspected, in progress')).toBeVisible(evaluated);
    await page.getByRole('button', { name: 'Cancel submission' }).click();
    const dialog = page.getByRole('dialog', { name: /^Cancel the submission of Endless/ });
    await expect(dialog).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Yes, cancel' }).click();
    await expect(page.getByRole('heading', { name: 'Cancelled' })).toBeVisible();
    await expect(stages.getByText('File inspected, cancelled')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Cancel submission' })).toHaveCount(0);
  };
  await cancel();
  const first = page.url();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.waitForURL((url) => url.href !== first && url.pathname.startsWith('/submissions/'));
  await expect(stages.getByText('File inspected, in progress')).toBeVisible(evaluated);
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
});
