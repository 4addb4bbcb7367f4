import { shippedNames } from '@clusterboard/onnx/shipped-names';
import { expect, it } from 'vitest';
import { examples } from './examples.ts';

it('reserves the looks of all shipped encoders', () => {
  expect(shippedNames.toSorted()).toEqual(examples.map(({ name }) => name).toSorted());
});
