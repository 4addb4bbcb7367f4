import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { flatImage, realImage, writeTree } from '../image-fixture.ts';
import type { Pack } from '../pack/pack.ts';
import { verifyPack } from '../pack/verify-pack.ts';
import { zipOf, zipOfTree } from '../zip-fixture.ts';
import { type ImportDatasetOptions, importDataset } from './import-dataset.ts';
import type { ImportOutcome } from './import-report.ts';

type Tree = Readonly<Record<string, Uint8Array | string>>;

const sound: Tree = {
  'train/cat/a.jpg': realImage('photo-420.jpg'),
  'train/cat/b.png': flatImage(1),
  'train/dog/c.webp': realImage('lossy.webp'),
  'train/dog/sub/d.png': realImage('deep-grey.png'),
  'test/cat/e.jpg': realImage('orientation-6.jpg'),
  'test/dog/f.jpg': realImage('cmyk.jpg'),
};

const imported = (source: string, options: Partial<ImportDatasetOptions> = {}, into = temporaryDirectory()) =>
  importDataset(into, source, { name: 'Some Pets', ...options });

const fromTree = async (tree: Tree, options: Partial<ImportDatasetOptions> = {}) =>
  imported(await writeTree(temporaryDirectory(), tree), options);

function packOf({ pack }: ImportOutcome): Pack {
  if (!pack.ok) throw new Error(pack.problem.message);
  return pack.value;
}

const problemOf = ({ pack }: ImportOutcome) => (pack.ok ? null : pack.problem);
const codes = ({ report }: ImportOutcome) => report.problems.map(({ code }) => code);
const messages = ({ report }: ImportOutcome) => report.problems.map(({ message }) => message);
const manifestSha256 = ({ directory }: Pack) =>
  createHash('sha256')
    .update(readFileSync(join(directory, 'manifest.json')))
    .digest('hex');

/** A PNG of 16-bit grey values. */
const deepImage = (values: Uint16Array, width: number): Promise<Buffer> =>
  sharp(values, { raw: { width, height: values.length / width, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer();

describe('what an import says of images', () => {
  const small = Object.fromEntries(
    ['train/cat', 'train/dog', 'test/cat', 'test/dog'].flatMap((folder, at) =>
      [0, 1, 2].map((number) => [`${folder}/${number}.png`, flatImage(100 * at + number, 32, 32)]),
    ),
  );

  it('lets one large image among small ones not decide on the size of all', async () => {
    const outcome = await fromTree({ ...small, 'train/cat/large.png': flatImage(999, 90, 100) });
    expect(packOf(outcome).manifest.image).toEqual({ height: 32, width: 32, channels: 3 });
    expect(outcome.report.sizes).toEqual({
      distinct: 2,
      frequent: [
        { height: 32, width: 32, count: 12 },
        { height: 90, width: 100, count: 1 },
      ],
    });
  });

  it('warns of data of 12 bits in 16-bit images, unless some image uses the whole range', async () => {
    const values = (most: number) =>
      Uint16Array.from({ length: 256 }, (_, at) => Math.round((at / 255) * most));
    const shallow = { ...small, 'train/cat/deep.png': await deepImage(values(4095), 16) };
    const outcome = await fromTree(shallow);
    expect(codes(outcome)).toEqual(['IMAGES_SHALLOW']);
    expect(messages(outcome)[0]).toContain(
      '(1) hold values up to 4095 only, as data of 12 bits or fewer do: 16 of 256 levels',
    );
    const whole = { ...shallow, 'train/cat/whole.png': await deepImage(values(50_000), 16) };
    expect(codes(await fromTree(whole))).toEqual([]);
    const bytes = { ...small, 'train/cat/bytes.png': await deepImage(values(255), 16) };
    expect(messages(await fromTree(bytes))[0]).toContain('as data of 8 bits or fewer do: 1 of 256 levels');
  });
});

describe('importDataset from class folders', () => {
  it('keeps the files as they are, labels apart, and reads them back decoded', async () => {
    const outcome = await fromTree(sound);
    const pack = packOf(outcome);
    expect(outcome.report).toEqual({
      classes: [
        { name: 'cat', train: 2, test: 1 },
        { name: 'dog', train: 2, test: 1 },
      ],
      split: 'given',
      problems: [],
      ignored: [],
      skipped: [],
      sizes: {
        distinct: 4,
        frequent: [
          { height: 90, width: 120, count: 3 },
          { height: 45, width: 60, count: 1 },
          { height: 40, width: 30, count: 1 },
          { height: 6, width: 5, count: 1 },
        ],
      },
    });
    expect(pack.manifest).toMatchObject({
      format: 2,
      slug: 'some-pets',
      image: { height: 90, width: 120, channels: 3 },
      classNames: ['cat', 'dog'],
      source: 'Image files in a folder a class, with their original split.',
    });
    expect(await pack.train.readNames()).toEqual(
      Object.keys(sound).filter((path) => path.startsWith('train')),
    );
    expect([...(await pack.train.readLabels())]).toEqual([0, 0, 1, 1]);
    const files = Object.entries(sound).flatMap(([path, file]) =>
      path.startsWith('train') ? [Buffer.from(file)] : [],
    );
    expect(readFileSync(pack.train.imagesPath).equals(Buffer.concat(files))).toBe(true);
    const images = await pack.test.openImages();
    const sizes = [await images.read(1), await images.read(0)].map(
      (read) => read.ok && [read.value.height, read.value.width],
    );
    expect(sizes).toEqual([
      [90, 120],
      [40, 30],
    ]);
    await images.close();
    const sprite = PNG.sync.read(readFileSync(pack.samplesPath));
    expect([sprite.width, sprite.height]).toEqual([640, 128]);
    expect(pack.sampleSize).toEqual({ height: 64, width: 64 });
    expect((await verifyPack(pack.directory)).ok).toBe(true);
  });

  it('makes the same manifest from a directory, from an archive, and on every run', async () => {
    const zip = join(temporaryDirectory(), 'pets.zip');
    const around = Object.fromEntries(Object.entries(sound).map(([path, file]) => [`pets/${path}`, file]));
    writeFileSync(zip, zipOfTree({ ...around, '__MACOSX/pets/._a.jpg': 'x', 'pets/NOTICE.txt': 'x' }));
    const fromZip = await imported(zip);
    expect(fromZip.report.ignored).toEqual(['pets/NOTICE.txt']);
    const flat = zipOfTree(sound);
    writeFileSync(zip, flat);
    const hashes = [await fromTree(sound), await fromTree(sound), await imported(zip)].map((outcome) =>
      manifestSha256(packOf(outcome)),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it('splits by class where there are no splits', async () => {
    const tree = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`${i % 2 === 0 ? 'a' : 'b'}/${i}.png`, flatImage(i)]),
    );
    const one = await fromTree(tree, { trainShare: 0.6, seed: 3 });
    expect(one.report).toMatchObject({
      split: 'stratified',
      classes: [
        { name: 'a', train: 9, test: 6 },
        { name: 'b', train: 9, test: 6 },
      ],
    });
    expect(packOf(one).manifest.source).toBe(
      'Image files in a folder a class, split 60 to 40 by class with seed 3.',
    );
    const [again, other] = [
      await fromTree(tree, { trainShare: 0.6, seed: 3 }),
      await fromTree(tree, { trainShare: 0.6, seed: 4 }),
    ];
    expect(manifestSha256(packOf(again))).toBe(manifestSha256(packOf(one)));
    expect(packOf(other).train.contentSha256).not.toBe(packOf(one).train.contentSha256);
  });

  it('takes val for test only where there is no test', async () => {
    const renamed = Object.fromEntries(
      Object.entries(sound).map(([path, file]) => [path.replace('test/', 'val/'), file]),
    );
    expect((await fromTree(renamed)).report.classes.map(({ test }) => test)).toEqual([1, 1]);
    const both = await fromTree({ ...sound, 'val/cat/x.png': flatImage(7), 'val/empty/': '' });
    expect(both.report).toMatchObject({ ignored: ['val/cat/x.png'], problems: [] });
  });

  it('names every broken image and leaves it out', async () => {
    const outcome = await fromTree({
      ...sound,
      'train/cat/broken.jpg': realImage('photo-420.jpg').subarray(0, 1500),
      'train/dog/empty.png': '',
      'test/dog/page.jpg': '<!doctype html>',
      'test/dog/old.bmp': 'BM',
    });
    expect(codes(outcome)).toEqual(Array(4).fill('IMAGE_UNREADABLE'));
    expect(messages(outcome)).toEqual([
      expect.stringMatching(/^Cannot read the image train\/cat\/broken\.jpg: .*premature end/i),
      'Cannot read the image train/dog/empty.png: it is empty.',
      'Cannot read the image test/dog/old.bmp: it is neither JPEG nor PNG, WebP or GIF.',
      'Cannot read the image test/dog/page.jpg: it is neither JPEG nor PNG, WebP or GIF.',
    ]);
    expect(packOf(outcome).train.contentSha256).toBe(packOf(await fromTree(sound)).train.contentSha256);
  });

  it('names a class without images and one without test images', async () => {
    const outcome = await fromTree({ ...sound, 'train/bird/g.png': flatImage(5), 'train/fish/': '' });
    expect(messages(outcome)).toEqual([
      'The class “fish” has no images in any split.',
      'The class “bird” has no images in test.',
    ]);
    expect(packOf(outcome).manifest.classNames).toEqual(['bird', 'cat', 'dog']);
  });

  it('names test images that are in train, as a file or as pixels', async () => {
    const twin = PNG.sync.write(PNG.sync.read(flatImage(1)), { colorType: 6, deflateLevel: 1 });
    const outcome = await fromTree({
      ...sound,
      'test/cat/copy.jpg': realImage('photo-420.jpg'),
      'test/dog/twin.png': twin,
    });
    expect(messages(outcome)).toEqual([
      'The test image test/cat/copy.jpg duplicates the train image train/cat/a.jpg: the files are identical.',
      'The test image test/dog/twin.png duplicates the train image train/cat/b.png: the pixels are identical.',
    ]);
    expect(packOf(outcome).test.count).toBe(4);
  });

  it('follows links to files, not to folders around them', async () => {
    const root = await writeTree(temporaryDirectory(), sound);
    symlinkSync(join(root, 'train/dog/c.webp'), join(root, 'test/dog/link.webp'));
    symlinkSync(root, join(root, 'train/dog/around'));
    symlinkSync(join(root, 'nowhere.png'), join(root, 'train/dog/lost.png'));
    const outcome = await imported(root);
    expect(codes(outcome)).toEqual(['IMAGE_UNREADABLE', 'DATASET_OVERLAP']);
    expect(messages(outcome)[0]).toContain('train/dog/lost.png');
  });

  it('takes folders named train and test for classes where they have none in them', async () => {
    const folders = ['bus', 'test', 'train'];
    const images = folders.flatMap((name, label) =>
      [0, 1].map((image) => [`${name}/${image}.png`, flatImage(2 * label + image)] as const),
    );
    const outcome = await fromTree(Object.fromEntries(images), { trainShare: 0.5 });
    expect(packOf(outcome).manifest.classNames).toEqual(folders);
    expect(outcome.report).toMatchObject({ split: 'stratified', problems: [], ignored: [] });
  });

  it.each(['train', 'test', 'val'])(
    'takes images that lie in splits alone for no class: %s',
    async (last) => {
      const files = ['train/1.png', 'test/2.png', `${last}/3.png`].map(
        (path) => [path, flatImage(1)] as const,
      );
      expect(problemOf(await fromTree(Object.fromEntries(files)))?.message).toContain(
        'no image lies in a folder',
      );
    },
  );

  it('says how to name what gives no short name', async () => {
    const refused = problemOf(await fromTree(sound, { name: 'Фото' }));
    expect(refused?.advice).toBe('Choose one by --slug, made of a–z, 0–9 and single hyphens.');
    packOf(await fromTree(sound, { name: 'Фото', slug: 'photos' }));
  });

  it.each<[string, Tree, Partial<ImportDatasetOptions>, string]>([
    ['no images', { 'readme.txt': 'x' }, {}, 'no image lies in a folder that could be its class'],
    ['images without folders', { 'a.png': flatImage(1) }, {}, 'no image lies in a folder'],
    ['one class', { 'a/1.png': flatImage(1), 'a/2.png': flatImage(2) }, {}, 'it has fewer than two classes'],
    [
      'a class without readable train images',
      { ...sound, 'train/bird/x.png': 'x', 'test/bird/y.png': flatImage(9) },
      {},
      'the class “bird” has no images in train',
    ],
    ['no test images', { 'a/1.png': flatImage(1), 'b/2.png': flatImage(2) }, {}, 'it has no test images'],
    [
      'anything reported, where strict',
      { ...sound, 'train/cat/x.png': 'x' },
      { strict: true },
      'of 1 problems the first is: Cannot read the image train/cat/x.png',
    ],
    ['a name without letters', sound, { name: '猫' }, '“猫” gives no short name'],
    ['a slug that leads elsewhere', sound, { slug: '../x' }, '“../x” cannot be its short name'],
  ])('refuses %s', async (_, tree, options, reason) => {
    const into = temporaryDirectory();
    const outcome = await imported(await writeTree(temporaryDirectory(), tree), options, into);
    expect(problemOf(outcome)).toMatchObject({
      code: 'DATASET_REFUSED',
      message: expect.stringContaining(reason),
    });
    expect(readdirSync(into)).toEqual([]);
  });

  it('refuses to take the place of another dataset unless told to', async () => {
    const into = temporaryDirectory();
    const other = { ...sound, 'train/cat/z.png': flatImage(8) };
    const [first, second] = [
      await writeTree(temporaryDirectory(), sound),
      await writeTree(temporaryDirectory(), other),
    ];
    const before = packOf(await imported(first, {}, into));
    expect(packOf(await imported(first, {}, into)).manifest).toEqual(before.manifest);
    expect(problemOf(await imported(second, {}, into))?.message).toContain(
      'another dataset “some-pets” already',
    );
    expect(packOf(await imported(second, { replace: true }, into)).train.count).toBe(5);
    expect(readdirSync(into)).toEqual(['some-pets']);
  });

  it('stops when told to, and leaves nothing', async () => {
    const into = temporaryDirectory();
    const stop = new AbortController();
    const root = await writeTree(temporaryDirectory(), sound);
    const onProgress = () => stop.abort(new Error('enough'));
    await expect(imported(root, { signal: stop.signal, onProgress }, into)).rejects.toThrow('enough');
    expect(readdirSync(into)).toEqual([]);
  });
});

describe('importDataset from an archive', () => {
  const archive = (bytes: Uint8Array): string => {
    const path = join(temporaryDirectory(), 'x.zip');
    writeFileSync(path, bytes);
    return path;
  };
  const entries = Object.entries(sound).map(([name, content]) => ({ name, content: Buffer.from(content) }));

  it.each<[string, Buffer, string]>([
    [
      'a path out of it',
      zipOf([...entries, { name: '../../evil.png', content: flatImage(1) }]),
      'invalid relative path: ../../evil.png',
    ],
    [
      'an absolute path',
      zipOf([...entries, { name: '/etc/evil.png', content: flatImage(1) }]),
      'absolute path: /etc/evil.png',
    ],
    [
      'a path with backslashes',
      zipOf([...entries, { name: 'a\\..\\evil.png', content: flatImage(1) }]),
      'invalid characters',
    ],
    [
      'a file twice',
      zipOf([...entries, ...entries.slice(0, 1)]),
      'the archive holds the file train/cat/a.jpg twice',
    ],
    [
      'a bomb',
      zipOf([{ name: 'a/1.png', content: Buffer.alloc(20_000_000) }]),
      'more than 100 times its size',
    ],
    ['no archive', Buffer.from('nothing'), 'the archive cannot be read'],
    ['an archive cut off', zipOf(entries).subarray(0, -200), 'the archive cannot be read'],
  ])('refuses %s', async (_, bytes, reason) => {
    const into = temporaryDirectory();
    const outcome = await imported(archive(bytes), {}, into);
    expect(problemOf(outcome)).toMatchObject({
      code: 'DATASET_REFUSED',
      message: expect.stringContaining(reason),
    });
    expect(existsSync(into) ? readdirSync(into) : []).toEqual([]);
  });

  it('names files that are larger than they say, encrypted, or packed wrongly', async () => {
    const liar = { name: 'train/cat/liar.png', content: Buffer.alloc(5000), claimedBytes: 100 };
    const secret = { name: 'train/cat/secret.png', content: flatImage(3), encrypted: true };
    const outcome = await imported(archive(zipOf([...entries, liar, secret])));
    expect(messages(outcome)).toEqual([
      expect.stringMatching(/liar\.png: too many bytes/),
      'Cannot read the image train/cat/secret.png: it is encrypted.',
    ]);
    expect(packOf(outcome).train.count).toBe(4);
  });
});

describe('importDataset from a CSV', () => {
  const images = {
    'img/1.png': flatImage(1),
    'img/2.png': flatImage(2),
    'img/3.png': flatImage(3),
    'img/4.png': flatImage(4),
  };
  const withCsv = async (csv: string, options: Partial<ImportDatasetOptions> = {}) => {
    const root = await writeTree(temporaryDirectory(), { ...images, 'list.csv': csv });
    return imported(join(root, 'list.csv'), options);
  };

  it('takes paths, labels and splits by their columns', async () => {
    const outcome = await withCsv(
      '\ufeffsplit,label,file\ntrain,10,img/1.png\ntrain,9,"img/2.png"\r\ntest,9,./img/3.png\nval,10,img/4.png\n',
    );
    const pack = packOf(outcome);
    expect(pack.manifest.classNames).toEqual(['9', '10']);
    expect(await pack.train.readNames()).toEqual(['img/1.png', 'img/2.png']);
    expect([...(await pack.train.readLabels())]).toEqual([1, 0]);
    expect(outcome.report.ignored).toEqual(['img/4.png']);
    expect(messages(outcome)).toEqual(['The class “10” has no images in test.']);
  });

  it('does without a header, and splits by class', async () => {
    const outcome = await withCsv('img/1.png,a\nimg/2.png,b\nimg/3.png,a\nimg/4.png,b\n', {
      trainShare: 0.5,
    });
    expect(outcome.report).toMatchObject({ split: 'stratified', problems: [] });
    expect(packOf(outcome).train.count).toBe(2);
  });

  it('names a file that is not there, also one outside', async () => {
    const outcome = await withCsv(
      'path,label,split\nimg/1.png,a,train\nimg/2.png,b,train\nimg/3.png,b,test\n../../etc/passwd,a,train\nimg/9.png,a,test\n',
    );
    expect(messages(outcome).filter((message) => message.includes('no such file'))).toHaveLength(2);
    expect(packOf(outcome).train.count).toBe(2);
  });

  const rows = 'img/1.png,a\nimg/2.png,b\nimg/3.png,a\nimg/4.png,b\n';
  const headed = `path,label\n${rows}`;

  it.each<[string, string | Uint8Array]>([
    ['semicolons', headed.replaceAll(',', ';')],
    ['tabs', headed.replaceAll(',', '\t')],
    ['a sep= line', `sep=;\r\n${headed.replaceAll(',', ';')}`],
    ['UTF-16', Buffer.from(`\ufeff${headed}`, 'utf16le')],
    ['other headings', headed.replace('path,label', 'image_id,category_name')],
    ['a heading of the labels alone', headed.replace('path,label', 'image_id,diagnosis')],
    ['headings of other words', headed.replace('path,label', 'picture,species')],
    ['backslashes', headed.replaceAll('/', '\\')],
    ['no endings', headed.replaceAll('.png', '')],
    ['names alone', headed.replaceAll('img/', '')],
    ['ids', headed.replaceAll('img/', '').replaceAll('.png', '').replace('path', 'id')],
    ['lines of image and number', rows.replaceAll(',a', ' 0').replaceAll(',b', ' 1')],
    ['a column for each class', 'image,a,b\n1,1.0,0.0\n2,0.0,1.0\n3,1.0,0.0\n4,0.0,1.0\n'],
    ['blank lines', headed.replaceAll('\n', '\n\n')],
  ])('reads lists as their programs write them: %s', async (_, csv) => {
    const root = await writeTree(temporaryDirectory(), { ...images, 'list.txt': csv });
    const outcome = await imported(join(root, 'list.txt'), { trainShare: 0.5 });
    expect(messages(outcome)).toEqual([]);
    const { train, test } = packOf(outcome);
    const pairs = await Promise.all(
      [train, test].map(async (split) => [await split.readNames(), [...(await split.readLabels())]] as const),
    );
    const classes = pairs.flatMap(([names, labels]) =>
      (names ?? []).map((name, at) => [name, labels[at]] as const),
    );
    expect(classes.sort()).toEqual([
      ['img/1.png', 0],
      ['img/2.png', 1],
      ['img/3.png', 0],
      ['img/4.png', 1],
    ]);
  });

  it('lists images that it does not name', async () => {
    const root = await writeTree(temporaryDirectory(), {
      ...images,
      'img/5.png': flatImage(5),
      'list.csv': headed,
    });
    const outcome = await imported(join(root, 'list.csv'), { trainShare: 0.5 });
    expect(outcome.report.ignored).toEqual(['img/5.png']);
  });

  it('does not choose between files of one name', async () => {
    const root = await writeTree(temporaryDirectory(), {
      ...images,
      'old/1.png': flatImage(9),
      'list.csv': 'id,label\n1,a\n2,a\n3,b\n4,b\n',
    });
    const outcome = await imported(join(root, 'list.csv'), { trainShare: 0.5 });
    expect(messages(outcome)[0]).toBe('Cannot read the image 1: it could be img/1.png or old/1.png.');
  });

  it('finds names whose accents are composed otherwise', async () => {
    const root = await writeTree(temporaryDirectory(), {
      ...images,
      'e\u0301.png': flatImage(9),
      'list.csv': `${headed}\u00e9.png,a\n`,
    });
    const outcome = await imported(join(root, 'list.csv'), { trainShare: 0.5 });
    expect(messages(outcome)).toEqual([]);
  });

  it.each([
    [
      'several columns that could be the label',
      'id,sex,age\n1,f,30\n2,m,40\n',
      'list.csv has several columns beside “id”, and none is headed “label”',
    ],
    [
      'two classes in a row',
      'image,a,b\nimg/1.png,1,1\nimg/2.png,0,1\n',
      'row 2 of list.csv has no path or no label',
    ],
    [
      'names as labels',
      'img/1.png,w\nimg/2.png,x\nimg/3.png,y\n',
      'all labels of list.csv are different (rows 1 to 3)',
    ],
    [
      'a row without label below blank lines',
      'path,label\n\n\nimg/1.png,\n',
      'row 4 of list.csv has no path',
    ],
    ['a row without label', 'path,label\nimg/1.png,\n', 'row 2 of list.csv has no path or no label'],
    ['a path twice', 'img/1.png,a\n./img/1.png,b\n', 'row 2 of list.csv lists img/1.png again'],
    [
      'an unknown split',
      'path,label,split\nimg/1.png,a,dev\n',
      'row 2 of list.csv has the unknown split “dev”',
    ],
    ['no rows', 'path,label\n', 'list.csv lists no images'],
    ['an open quote', 'path,label\n"img/1.png,a\n', 'list.csv is no CSV'],
  ])('refuses %s', async (_, csv, reason) => {
    expect(problemOf(await withCsv(csv))).toMatchObject({
      code: 'DATASET_REFUSED',
      message: expect.stringContaining(reason),
    });
  });

  it('reads one inside an archive', async () => {
    const zip = join(temporaryDirectory(), 'x.zip');
    writeFileSync(
      zip,
      zipOfTree({ ...images, 'list.csv': 'img/1.png,a\nimg/2.png,b\nimg/3.png,a\nimg/4.png,b\n' }),
    );
    expect(packOf(await imported(zip, { labels: 'list.csv', trainShare: 0.5 })).test.count).toBe(2);
    expect(problemOf(await imported(zip, { labels: 'none.csv' }))?.message).toContain(
      'there is no file none.csv',
    );
  });
});

it('importDataset refuses what is not there or none of these', async () => {
  const file = join(await writeTree(temporaryDirectory(), { 'x.tar': 'x' }), 'x.tar');
  expect(problemOf(await imported(file))?.message).toContain('is no directory, ZIP or CSV');
  expect(problemOf(await imported(`${file}.gone`))?.message).toContain('there is no ');
});
