import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const models = new URL('../examples/models/', import.meta.url);

export const exampleModel = fileURLToPath(new URL('simclr.onnx', models));

/** The shipped encoders may be in work when a submission comes; it goes before those that wait. */
export const evaluated = { timeout: 240_000 };

type ModelFile = Parameters<ReturnType<Page['getByLabel']>['setInputFiles']>[0];

export async function fillForm(page: Page, file: ModelFile, name: string): Promise<void> {
  await page.goto('/submit');
  await page.getByRole('radio', { name: 'Handwritten digits' }).click();
  await page.getByLabel('ONNX file').setInputFiles(file);
  await page.getByLabel('Encoder name').fill(name);
  await page.getByLabel('Pixel values').selectOption('unit');
  await page.getByLabel('Your name').fill('Ada');
}

export async function submit(page: Page, file: ModelFile, name: string): Promise<void> {
  await fillForm(page, file, name);
  await page.getByRole('button', { name: 'Upload and submit' }).click();
  await page.waitForURL('**/submissions/*');
}

/** A model that a test has written, as a file that a visitor chooses. */
export const modelFile = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

/** Lets no page ask how a submission stands; what is asked in vain is no fault of the page. */
export async function preventPolling(page: Page): Promise<void> {
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query Submission(') ? route.abort() : route.continue(),
  );
}
export const ofThePage = (fault: string): boolean => !fault.includes('net::ERR_FAILED');

/** The cursors that streams were asked to go on from. */
export function streamsOf(page: Page): (string | null)[] {
  const cursors: (string | null)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql/stream')) cursors.push(request.postDataJSON().variables.after);
  });
  return cursors;
}
