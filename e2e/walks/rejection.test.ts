import { notANumber } from '../bad-models.ts';
import { expect, test } from '../fixtures.ts';
import { evaluated, modelFile, streamsOf, submit } from '../submission-walk.ts';

test('a submitter reads a sentence, and finds no entry, when the features are not numbers, without any stream', async ({
  page,
}) => {
  const streams = streamsOf(page);
  await page.route('**/graphql/stream', (route) => route.abort());
  await submit(page, modelFile('not-a-number.onnx', notANumber()), 'Not a number');
  await expect(page.getByText('contain NaN or infinity')).toBeVisible(evaluated);
  await expect(page.getByText('FEATURES_NOT_FINITE')).toHaveCount(1);
  expect(streams.length).toBeGreaterThan(0);
  await page.goto('/benchmarks/digits');
  // The board comes after its skeleton: only beside another entry does an absence tell anything.
  await expect(page.getByRole('row').filter({ hasText: 'Raw pixels' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Not a number' })).toHaveCount(0);
});
