import { describe, expect, it } from 'vitest';
import { checkFields, type GivenFields } from './submission-fields.ts';

const good: GivenFields = {
  name: 'Encoder',
  submittedBy: 'Ada',
  preprocessing: {
    height: 28,
    width: 28,
    shorterSide: null,
    interpolation: 'bilinear',
    colour: 'rgb',
    scale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
  },
  pooling: 'mean',
};

const fieldsOf = (given: Partial<GivenFields>) =>
  checkFields({ ...good, ...given }).problems.map(({ field }) => field);

describe('checkFields', () => {
  it('trims texts and leaves out what was not said', () => {
    const { fields } = checkFields({ ...good, name: ' Encoder\t', description: ' a\r\nb ', outputName: ' ' });
    expect(fields).toMatchObject({ name: 'Encoder', description: 'a\nb', outputName: null });
    expect(fields?.preprocessing).not.toHaveProperty('shorterSide');
  });

  it.each([
    [{ name: '' }, ['name']],
    [{ name: 'x'.repeat(80) }, []],
    [{ name: 'x'.repeat(81) }, ['name']],
    [{ name: 'a\nb' }, ['name']],
    [{ name: 'a\0b' }, ['name']],
    [{ name: 'ada\u202Egpj' }, ['name']],
    [{ name: '\ud800' }, ['name']],
    [{ name: '👩‍🔬' }, []],
    [{ name: '\u2800\u200b' }, ['name']],
    [{ name: '\u3164' }, ['name']],
    [{ name: 'SіmCLR' }, ['name']],
    [{ name: 'SimCLR' }, []],
    [{ submittedBy: '\u2060' }, ['submittedBy']],
    [{ submittedBy: 'clusterboard' }, ['submittedBy']],
    [{ submittedBy: 'Сlusterbоard' }, ['submittedBy']],
    [{ submittedBy: ' ' }, ['submittedBy']],
    [{ description: 'x'.repeat(2000) }, []],
    [{ description: 'x'.repeat(2001) }, ['description']],
    [{ description: 'a\tb\nc' }, []],
    [{ description: 'a\u0007b' }, ['description']],
    [{ outputName: 'x'.repeat(513) }, ['outputName']],
    [{ preprocessing: { ...good.preprocessing, shorterSide: 20 } }, ['preprocessing.shorterSide']],
    [{ preprocessing: { ...good.preprocessing, mean: [0] } }, ['preprocessing.mean']],
    [{ preprocessing: { ...good.preprocessing, height: 5000 } }, ['preprocessing.height']],
  ])('%j has problems in %j', (given, fields) => {
    expect(fieldsOf(given)).toEqual(fields);
  });
});
