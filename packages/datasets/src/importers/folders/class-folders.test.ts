import { describe, expect, it } from 'vitest';
import type { FileTree } from '../tree/file-tree.ts';
import { listClassFolders } from './class-folders.ts';

/** Files by their paths; a path with a slash at its end is an empty folder. */
const treeOf = (paths: readonly string[]): FileTree => ({
  files: paths
    .filter((path) => !path.endsWith('/'))
    .sort()
    .map((path) => ({ path, bytes: 1, read: () => Promise.resolve(new Uint8Array(1)) })),
  folders: paths.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
  skipped: [],
  close: () => Promise.resolve(),
});

/** `cat/{0,1}.png dog/0.png` as the paths of three files. */
const expand = (text: string): string[] =>
  text.split(/\s+/).flatMap((word) => {
    const [, before = '', choices, after = ''] = /^(.*?)\{(.*?)\}(.*)$/.exec(word) ?? [];
    return choices === undefined
      ? [word]
      : choices.split(',').flatMap((choice) => expand(`${before}${choice}${after}`));
  });

function list(text: string, classLevel?: number) {
  const listing = listClassFolders(treeOf(expand(text)), classLevel);
  if (!listing.ok) return `${listing.problem.code}: ${listing.problem.message}`;
  const { images, ignored, skipped, emptyClasses } = listing.value;
  const found = images.map(({ split, className, path }) => `${split ?? 'any'} ${className} ${path}`);
  return { found, ignored, skipped: skipped.map(({ path }) => path), emptyClasses };
}

const classesOf = (text: string, classLevel?: number): string[] | string => {
  const listed = list(text, classLevel);
  if (typeof listed === 'string') return listed;
  return [...new Set(listed.found.map((line) => line.split(' ').slice(0, 2).join(' ')))].sort();
};

const bothSplits = ['test cat', 'test dog', 'train cat', 'train dog'];
const noSplits = ['any cat', 'any dog'];

describe('splits', () => {
  it.each([
    ['seg_train, each in itself', 'seg_train/seg_train/{cat,dog}/0.png seg_test/seg_test/{cat,dog}/0.png'],
    ['training_set', '{training,test}_set/{cat,dog}/0.png'],
    [
      'training_set, each in itself',
      'training_set/training_set/{cat,dog}/0.png test_set/test_set/{cat,dog}/0.png',
    ],
    ['numbered', '{train,val}2017/{cat,dog}/0.png'],
    ['in camel case', '{Train,Test}Images/{cat,dog}/0.png'],
    ['with spaces', 'Pets/Pets-{Train,Valid}/{cat,dog}/0.png'],
    ['inside of each class', '{cat,dog}/{train,test}/0.png'],
    ['inside of each class, in two wrappers', 'a/b/{cat,dog}/{train,val}/0.png'],
    ['in one more folder alone', 'train/{cat,dog}/0.png test/test/{cat,dog}/0.png'],
    ['in two wrappers', 'archive/dataset/{train,test}/{cat,dog}/0.png'],
  ])('may be %s', (_, text) => {
    expect(classesOf(text)).toEqual(bothSplits);
  });

  it('list what lies beside them as ignored', () => {
    const listed = list('seg_train/{cat,dog}/0.png seg_test/{cat,dog}/0.png seg_pred/seg_pred/{0,1}.png');
    expect(listed).toMatchObject({ ignored: ['seg_pred/seg_pred/0.png', 'seg_pred/seg_pred/1.png'] });
    expect(list('dataset/{train,test}/{cat,dog}/0.png samples/0.png')).toMatchObject({
      ignored: ['samples/0.png'],
      found: expect.arrayContaining(['train cat dataset/train/cat/0.png']),
    });
  });

  it('keep their empty classes', () => {
    expect(list('{training,test}_set/{cat,dog}/0.png test_set/cow/')).toMatchObject({
      emptyClasses: ['cow'],
    });
  });

  it.each([
    ['trains among vehicles', '{bullet_train,bus}/{0,1}.png', ['any bullet_train', 'any bus']],
    ['one name alone', 'crash_test/0.png launch/0.png', ['any crash_test', 'any launch']],
    [
      'vehicles with kinds',
      'steam_train/{big,small}/0.png bus/{red,green}/0.png',
      ['any bus', 'any steam_train'],
    ],
    ['train alone', 'train/{cat,dog}/0.png', noSplits],
  ])('are not read into classes: %s', (_, text, classes) => {
    expect(classesOf(text)).toEqual(classes);
  });

  it.each([
    [
      'flat folders of both names',
      'train_set/{0,1}.png test1/0.png',
      '“test1”, “train_set” look like splits, but no folder in them',
    ],
    [
      'several of a kind',
      'train_{a,b}/{cat,dog}/0.png test_a/{cat,dog}/0.png',
      '“train_a”, “train_b”, “test_a” look like splits',
    ],
    ['a train set and others', 'train_images/{cat,dog}/0.png extra/0.png', '“train_images” look like splits'],
    ['two sources', '{a,b}/{train,test}/{cat,dog}/0.png', 'each of “a”, “b” has splits of its own'],
    [
      'a source beside classes',
      'a/{train,test}/{cat,dog}/0.png b/{cat,dog}/0.png',
      '“a” has splits, and “b” beside it',
    ],
  ])('are asked about: %s', (_, text, reason) => {
    expect(list(text)).toContain(`DATASET_LAYOUT_UNCLEAR: Cannot tell which folders are the classes: `);
    expect(list(text)).toContain(reason);
  });

  it('without classes are refused', () => {
    const reason = 'the images in test1 lie in no class folders, so their classes are unknown';
    expect(list('train/{cat,dog}/0.png test1/{0,1}.png')).toContain(`DATASET_REFUSED: `);
    expect(list('train/{cat,dog}/0.png test1/{0,1}.png')).toContain(reason);
    expect(list('train/{cat,dog}/0.png test/{0,1}.png')).toContain(reason.replace('test1', 'test'));
  });
});

describe('levels', () => {
  it('are asked about where every class has the same folders, and chosen', () => {
    const text = '{benign,malignant}/{x40,x100}/{0,1}.png';
    expect(list(text)).toContain(
      'DATASET_LAYOUT_UNCLEAR: Cannot tell which folders are the classes: each of “benign”, “malignant” has the folders “x100”, “x40”',
    );
    expect(classesOf(text, 1)).toEqual(['any benign', 'any malignant']);
    expect(classesOf(text, 2)).toEqual(['any x100', 'any x40']);
  });

  it('are asked about below splits too', () => {
    const text = '{train,test}/{a,b}/{cat,dog}/0.png';
    expect(list(text)).toContain('each of “a”, “b” has the folders “cat”, “dog”');
    expect(classesOf(text, 2)).toEqual(bothSplits);
  });

  it.each([
    ['one folder in each class', '{cat,dog}/images/{0,1}.png', noSplits],
    ['other folders in each', 'cat/{a,b}/0.png dog/{c,d}/0.png', noSplits],
    ['images beside the folders', 'cat/{a,b}/0.png cat/0.png dog/{a,b}/0.png', noSplits],
  ])('are the first otherwise: %s', (_, text, classes) => {
    expect(classesOf(text)).toEqual(classes);
  });

  it('answer for names that look like splits', () => {
    expect(classesOf('bullet_train/{0,1}.png crash_test/0.png', 1)).toEqual([
      'any bullet_train',
      'any crash_test',
    ]);
  });
});

describe('masks', () => {
  it.each([
    ['a folder beside the images', '{images,masks}/{cat,dog}/{0,1}.png', noSplits, 'masks/cat/0.png'],
    [
      'a folder below each split',
      '{train,test}/{images,masks}/{cat,dog}/0.png',
      bothSplits,
      'test/masks/cat/0.png',
    ],
    [
      'a folder above the splits',
      '{images,masks}/{train,test}/{cat,dog}/0.png',
      bothSplits,
      'masks/test/cat/0.png',
    ],
    ['a folder in each class', '{cat,dog}/{images,masks}/0.png', noSplits, 'cat/masks/0.png'],
    [
      'other endings',
      'images/{cat,dog}/0.jpg annotations/{cat,dog}/0_mask.png',
      noSplits,
      'annotations/cat/0_mask.png',
    ],
    ['files beside the images', '{cat,dog}/{0,0_mask,0_mask_1}.png', noSplits, 'cat/0_mask.png'],
  ])('are skipped: %s', (_, text, classes, mask) => {
    expect(classesOf(text)).toEqual(classes);
    expect(list(text)).toMatchObject({ skipped: expect.arrayContaining([mask]), ignored: [] });
  });

  it.each([
    ['people with masks', '{mask,no_mask}/{0,1}.png', ['any mask', 'any no_mask']],
    ['files with no image', 'cat/0_mask.png dog/1.png', noSplits],
  ])('are no %s', (_, text, classes) => {
    expect(classesOf(text)).toEqual(classes);
  });
});

describe('names', () => {
  it('are one class however their accents are composed', () => {
    expect(list('train/{caf\u00e9,bar}/0.png test/{cafe\u0301,bar}/0.png')).toMatchObject({
      found: [
        'test bar test/bar/0.png',
        'test caf\u00e9 test/cafe\u0301/0.png',
        'train bar train/bar/0.png',
        'train caf\u00e9 train/caf\u00e9/0.png',
      ],
    });
  });

  it('stay as they are where there is one way', () => {
    expect(classesOf('{cafe\u0301,bar}/0.png')).toEqual(['any bar', 'any cafe\u0301']);
  });
});
