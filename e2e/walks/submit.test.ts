import { fileURLToPath } from 'node:url';
import { expect, test } from '../fixtures.ts';
import { exampleModel, fillForm, submit } from '../submission-walk.ts';

test('a submitter may choose benchmark and file before the page’s script is there', async ({
  page,
  faults,
}) => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/submit', { waitUntil: 'commit' });
  await page.getByRole('radio', { name: 'Handwritten digits' }).check();
  await page.getByLabel('ONNX file').setInputFiles(exampleModel);
  release();
  await expect(page.getByText('Ready to submit')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Handwritten digits' })).toBeChecked();
  await expect(page.getByLabel('Encoder name')).toHaveValue('simclr');
  expect(faults).toEqual([]);
});

test('a submitter is told before any upload that a file is no model', async ({ page }) => {
  const uploads: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/uploads')) uploads.push(request.url());
  });
  await page.goto('/submit');
  const noModel = fileURLToPath(new URL('../../README.md', import.meta.url));
  await page.getByLabel('ONNX file').setInputFiles(noModel);
  await expect(page.getByText('This file is not an ONNX model.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Upload and submit' })).toBeDisabled();
  expect(uploads).toEqual([]);
});

test('a submitter is asked before a link of the site stops an upload', async ({ page }) => {
  await page.route('**/uploads', () => undefined);
  await fillForm(page, exampleModel, 'Under way');
  await page.getByRole('button', { name: 'Upload and submit' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  const follow = () => page.getByRole('link', { name: 'Benchmarks' }).click();
  page.once('dialog', (dialog) => void dialog.dismiss());
  await follow();
  expect(await page.getByRole('button', { name: 'Pause' }).isVisible()).toBe(true);
  page.once('dialog', (dialog) => void dialog.accept());
  await follow();
  await page.waitForURL('/#benchmarks');
});

test('a submission whose answer is lost twice is made once, and the page leads to it', async ({ page }) => {
  const made: string[] = [];
  await page.route('**/graphql', async (route) => {
    const submits = route.request().postData()?.includes('mutation SubmitModel');
    if (!submits || made.length === 2) return route.continue();
    const answer = await route.fetch();
    made.push((await answer.json()).data.submitModel.submission.submissionId);
    return route.abort();
  });
  await submit(page, exampleModel, 'Lost twice');
  expect(made).toHaveLength(2);
  expect(made[1]).toBe(made[0]);
  expect(new URL(page.url()).pathname).toBe(`/submissions/${made[0]}`);
});
