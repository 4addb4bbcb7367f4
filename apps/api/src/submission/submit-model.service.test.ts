import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node, value, writeModel } from '@clusterboard/onnx/model-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../../test/api.fixture.ts';
import { resume, send, sendPart } from '../../test/upload.fixture.ts';
import { addBenchmark } from '../catalogue/catalogue.fixture.ts';

const api = useApi();
const modelPath = fileURLToPath(new URL('../../../../examples/models/simclr.onnx', import.meta.url));
let model: Buffer;
beforeAll(async () => {
  await addBenchmark(api.database, 'clothes');
  model = await readFile(modelPath);
});

const preprocessing = { height: 28, width: 28, colour: 'GREY', scale: 1 / 255, mean: [0], std: [1] };
const form = { benchmark: 'clothes', name: 'SimCLR', submittedBy: 'Ada', preprocessing };

interface Outcome {
  readonly __typename: 'SubmitModelSuccess' | 'SubmitModelFailure';
  readonly problems: { readonly field: string | null; readonly code: string; readonly message: string }[];
  readonly submission: { readonly submissionId: string };
  readonly warnings: readonly { readonly code: string }[];
}

async function submit(input: Record<string, unknown>): Promise<Outcome> {
  const { data, errors } = await api.ask<{ submitModel: Outcome }>(
    `mutation ($input: SubmitModelInput!) { submitModel(input: $input) { __typename
      ... on SubmitModelFailure { problems { field code message advice } }
      ... on SubmitModelSuccess { warnings { code message advice } submission { submissionId state queuePosition output { name layout pooling reasons { output layout pooling } }
        encoder { name description submittedBy fileName sizeBytes sha256 parameters } benchmark { slug }
        preprocessing { height width shorterSide interpolation colour mean std } events { state } } } } }`,
    { input: { ...form, ...input } },
  );
  expect(errors).toEqual([]);
  return data.submitModel;
}

const upload = async (bytes: Buffer): Promise<string> => {
  const { id, error } = await send(api.url, bytes);
  expect(error).toBeNull();
  return id;
};
const codes = ({ problems }: Outcome) => problems.map(({ field, code }) => `${field} ${code}`);
const uploadFiles = () => readdir(join(api.dataDir, 'uploads'), { recursive: true });
const submissions = () => api.database.submission.count();

describe('an accepted model', () => {
  it('is kept at its content address, queued, and put into the outbox with it', async () => {
    const uploadId = await upload(model);
    const outcome = await submit({ uploadId, description: ' Two\r\nlines ', name: '  SimCLR ' });
    const sha256 = createHash('sha256').update(model).digest('hex');
    expect(outcome).toMatchObject({
      __typename: 'SubmitModelSuccess',
      submission: {
        state: 'QUEUED',
        queuePosition: 0,
        output: {
          name: 'features',
          layout: 'ND',
          pooling: 'NONE',
          reasons: {
            output: 'the only output of features',
            layout: 'read from the shape: it has one row per image',
            pooling: 'read from the shape: there is one row per image',
          },
        },
        encoder: {
          name: 'SimCLR',
          description: 'Two\nlines',
          submittedBy: 'Ada',
          fileName: 'encoder.onnx',
          sizeBytes: model.length,
          sha256,
          parameters: 129_602,
        },
        benchmark: { slug: 'clothes' },
        preprocessing: { shorterSide: null, interpolation: 'BILINEAR', colour: 'GREY', mean: [0], std: [1] },
        events: [{ state: 'QUEUED' }],
      },
    });
    const stored = join(api.dataDir, 'objects', sha256.slice(0, 2), sha256);
    expect((await stat(stored)).size).toBe(model.length);
    const messages = await api.database.outboxMessage.findMany();
    expect(messages).toMatchObject([
      { task: 'inspect', payload: { submissionId: outcome.submission.submissionId, background: false } },
    ]);
    expect(await uploadFiles()).toEqual(['adopting']);
  });

  it('carries the id of its request into the outbox', async () => {
    const input = { ...form, uploadId: await upload(model) };
    const query = 'mutation ($input: SubmitModelInput!) { submitModel(input: $input) { __typename } }';
    const post = async (headers: Record<string, string>) => {
      const answer = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables: { input } }),
      });
      return answer.headers.get('x-request-id');
    };
    expect(await post({ 'x-request-id': 'from-a-proxy.1' })).toBe('from-a-proxy.1');
    const newest = await api.database.outboxMessage.findFirst({ orderBy: { id: 'desc' } });
    expect(newest).toMatchObject({ task: 'inspect', requestId: 'from-a-proxy.1' });
    expect(await post({ 'x-request-id': 'a b"c' })).toMatch(/^[\w-]{12}$/);
    expect(await post({})).toMatch(/^[\w-]{12}$/);
  });

  it('may be submitted again from another upload of the same bytes', async () => {
    expect((await submit({ uploadId: await upload(model) })).__typename).toBe('SubmitModelSuccess');
    expect(await uploadFiles()).toEqual(['adopting']);
  });
});

describe('a model that leaves two readings', () => {
  const tokens = Buffer.from(
    writeModel({
      input: [value('image', ['batch', 1, 8, 8])],
      output: [value('y', ['batch', 8, 8])],
      node: [node('Flatten', ['image'], ['flat'], { axis: 1n }), node('Reshape', ['flat', 'open'], ['y'])],
    }),
  );
  const spec = { ...form.preprocessing, height: 8, width: 8 };

  it('is asked about, field by field, and recorded as it was answered', async () => {
    const uploadId = await upload(tokens);
    const ask = (more: object) => submit({ uploadId, preprocessing: spec, ...more });
    expect(codes(await ask({}))).toEqual(['layout LAYOUT_UNCLEAR']);
    expect(codes(await ask({ layout: 'NDT' }))).toEqual(['pooling POOLING_UNCLEAR']);
    expect(codes(await ask({ layout: 'NCHW' }))).toEqual(['layout LAYOUT_MISMATCH']);
    expect(codes(await ask({ layout: 'NDT', pooling: 'NONE' }))).toEqual(['pooling POOLING_MISMATCH']);
    const outcome = await ask({ layout: 'NDT', pooling: 'FIRST' });
    expect(outcome.submission).toMatchObject({
      output: {
        name: 'y',
        layout: 'NDT',
        pooling: 'FIRST',
        reasons: { output: 'the only output of features', layout: 'given', pooling: 'given' },
      },
    });
  });

  it('has one row per image for clients that ask for the mean of everything', async () => {
    const outcome = await submit({ uploadId: await upload(model), pooling: 'MEAN' });
    expect(outcome.submission).toMatchObject({ output: { layout: 'ND', pooling: 'NONE' } });
    const refused = await submit({ uploadId: await upload(model), pooling: 'FIRST' });
    expect(codes(refused)).toEqual(['pooling POOLING_MISMATCH']);
  });
});

describe('a model that takes bytes with the channels last', () => {
  const bytes = Buffer.from(
    writeModel({
      input: [value('image', ['batch', 16, 16, 3], 'uint8')],
      output: [value('features', ['batch', 768])],
      node: [
        node('Cast', ['image'], ['values'], { to: 1n }),
        node('Flatten', ['values'], ['features'], { axis: 1n }),
      ],
    }),
  );
  const spec = { height: 16, width: 16, shorterSide: 18, interpolation: 'BICUBIC', colour: 'BGR' };

  it('is refused pixels from 0 to 1, and accepted with those as they are', async () => {
    const uploadId = await upload(bytes);
    const unit = { ...spec, scale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] };
    const refused = await submit({ uploadId, preprocessing: unit });
    expect(codes(refused)).toEqual(['preprocessing INPUT_RANGE']);
    expect(refused.problems[0]?.message).toContain('integers from 0 to 255');
    const accepted = await submit({ uploadId, preprocessing: { ...unit, scale: 1 } });
    expect(accepted.submission).toMatchObject({
      preprocessing: { ...spec, mean: [0, 0, 0], std: [1, 1, 1] },
    });
  });
});

describe('pixel values', () => {
  const flat = Buffer.from(
    writeModel({
      input: [value('image', ['batch', 1, 28, 28])],
      output: [value('features', ['batch', 784])],
      node: [node('Flatten', ['image'], ['features'], { axis: 1n })],
    }),
  );
  const numbers = (scale: number, mean: number, std: number) => ({
    preprocessing: { ...preprocessing, scale, mean: [mean], std: [std] },
  });

  it('that contradict themselves, or what the model does, are refused', async () => {
    const uploadId = await upload(flat);
    const mixed = await submit({ uploadId, ...numbers(1 / 255, 123.675, 58.395) });
    expect(codes(mixed)).toEqual(['preprocessing PREPROCESSING_CONTRADICTION']);
    // SimCLR subtracts a mean of 0.286 itself.
    const twice = await submit({ uploadId: await upload(model), ...numbers(1 / 127.5, 1, 1) });
    expect(codes(twice)).toEqual(['preprocessing PREPROCESSING_TWICE']);
  });

  it('that are unusual are accepted with a warning', async () => {
    const odd = await submit({ uploadId: await upload(flat), ...numbers(1 / 4, 0, 1) });
    expect(odd.warnings.map(({ code }) => code)).toEqual(['PREPROCESSING_UNUSUAL']);
    const usual = await submit({ uploadId: await upload(flat), ...numbers(1, 0, 1) });
    expect(usual.warnings).toEqual([]);
  });
});

describe('an upload', () => {
  it('that was cut off is refused with what has come, and accepted once it was resumed', async () => {
    const half = Math.floor(model.length / 2);
    const uploadId = await sendPart(api.url, model, half);
    expect((await submit({ uploadId })).problems).toMatchObject([
      {
        field: 'upload',
        code: 'UPLOAD_INCOMPLETE',
        message: expect.stringContaining(`${half} of ${model.length}`),
      },
    ]);
    await resume(api.url, model, uploadId);
    expect((await submit({ uploadId })).__typename).toBe('SubmitModelSuccess');
  });

  it('makes one submission however many ask at once or later, and all are told it', async () => {
    const uploadId = await upload(model);
    const before = await submissions();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => submit({ uploadId })));
    outcomes.push(await submit({ uploadId }));
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(Array(7).fill('SubmitModelSuccess'));
    expect(new Set(outcomes.map(({ submission }) => submission.submissionId)).size).toBe(1);
    expect(await submissions()).toBe(before + 1);
  });

  it.each(['nothing', '../objects', '', 'a'.repeat(32), `${'a'.repeat(32)}.json`, 'adopting'])(
    '%j does not exist',
    async (uploadId) => {
      expect(codes(await submit({ uploadId }))).toEqual(['upload UPLOAD_NOT_FOUND']);
    },
  );

  it('that is empty is refused', async () => {
    expect(codes(await submit({ uploadId: await upload(Buffer.alloc(0)) }))).toEqual(['upload UPLOAD_EMPTY']);
  });
});

describe('a file that no form can mend', () => {
  it.each([
    ['text', Buffer.from('Dear reader, this is not a model.'), 'NOT_ONNX'],
    ['zeros', Buffer.alloc(5000), 'NOT_ONNX'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'NOT_ONNX'],
    ['the first half of a model', null, 'MODEL_TRUNCATED'],
  ])('such as %s is refused at once and deleted', async (_what, bytes, code) => {
    const before = await submissions();
    const uploadId = await upload(bytes ?? model.subarray(0, model.length / 2));
    expect(codes(await submit({ uploadId }))).toEqual([`upload ${code}`]);
    expect(codes(await submit({ uploadId }))).toEqual(['upload UPLOAD_NOT_FOUND']);
    expect(await submissions()).toBe(before);
  });
});

describe('a form', () => {
  it('is told everything that is wrong with it at once, and the upload stays', async () => {
    const uploadId = await upload(model);
    const wrong = {
      uploadId,
      benchmark: 'nothing',
      name: '   ',
      description: 'x'.repeat(2001),
      submittedBy: 'Ada\u202E',
      preprocessing: { ...preprocessing, height: 0, scale: 0, std: [0] },
      outputName: 'logits',
    };
    expect(codes(await submit(wrong)).toSorted()).toEqual([
      'benchmark BENCHMARK_NOT_FOUND',
      'description INVALID_FIELD',
      'name INVALID_FIELD',
      'outputName OUTPUT_MISSING',
      'preprocessing.height INVALID_FIELD',
      'preprocessing.scale INVALID_FIELD',
      'preprocessing.std INVALID_FIELD',
      'submittedBy INVALID_FIELD',
    ]);
    expect(codes(await submit({ uploadId, preprocessing: { ...preprocessing, width: 32 } }))).toEqual([
      'preprocessing INPUT_SIZE_MISMATCH',
    ]);
    expect((await submit({ uploadId, outputName: 'features' })).__typename).toBe('SubmitModelSuccess');
  });

  it('is told of a missing upload beside its own faults', async () => {
    expect(codes(await submit({ uploadId: 'nothing', name: '' })).toSorted()).toEqual([
      'name INVALID_FIELD',
      'upload UPLOAD_NOT_FOUND',
    ]);
  });

  it('takes 80 characters, not 80 code units', async () => {
    const uploadId = await upload(model);
    expect(codes(await submit({ uploadId, name: '🦜'.repeat(81) }))).toEqual(['name INVALID_FIELD']);
    expect((await submit({ uploadId, name: '🦜'.repeat(80) })).__typename).toBe('SubmitModelSuccess');
  });
});

it('gives the upload back when the submission could not be written', async () => {
  const uploadId = await upload(model);
  await api.database.$executeRaw`ALTER TABLE "OutboxMessage" RENAME TO "Elsewhere"`;
  const { errors } = await api
    .ask('mutation ($input: SubmitModelInput!) { submitModel(input: $input) { __typename } }', {
      input: { ...form, uploadId },
    })
    .finally(() => api.database.$executeRaw`ALTER TABLE "Elsewhere" RENAME TO "OutboxMessage"`);
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PLATFORM_FAULT']);
  expect((await submit({ uploadId })).__typename).toBe('SubmitModelSuccess');
});
