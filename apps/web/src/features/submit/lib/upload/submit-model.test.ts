import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { listenLocally } from '../../../api-proxy/local-server.fixture.ts';
import { someValues as values } from '../form/submit-values.fixture.ts';
import { submitModel } from './submit-model.ts';

const upload = { id: 'a'.repeat(32), idempotencyKey: 'k'.repeat(32) };
const success = { __typename: 'SubmitModelSuccess', submission: { submissionId: 'one' } };
const failure = { __typename: 'SubmitModelFailure', problems: [] };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const json =
  (status: number, body: unknown): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const accept = json(200, { data: { submitModel: success } });

/** How an answer is lost: the submission is made each time. */
const losses: Record<string, Answer> = {
  'a connection that breaks': (_response, request) => void request.socket.destroy(),
  'an answer that is cut off': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"data":', () => response.destroy());
  },
  'an answer that does not come': () => undefined,
  'a proxy that gave up': json(504, {}),
  'a fault of the API': json(200, { data: null, errors: [{ message: 'Something went wrong' }] }),
};

/** An API that gives these answers in turn, the last one again and again, and keeps the inputs that it got. */
async function answering(...answers: Answer[]) {
  const inputs: unknown[] = [];
  const { origin } = await listenLocally(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    inputs.push(JSON.parse(text).variables.input);
    answers[Math.min(inputs.length, answers.length) - 1]?.(response, request);
  });
  const timing = { pauses: [1, 1, 1], patience: 300 };
  return { inputs, submit: () => submitModel(upload, values, `${origin}/graphql`, timing) };
}

it.each(Object.entries(losses))('asks for the same again after %s', async (_what, lose) => {
  const { inputs, submit } = await answering(lose, lose, accept);
  expect(await submit()).toEqual(success);
  expect(inputs).toHaveLength(3);
  expect(inputs[0]).toMatchObject({ uploadId: upload.id, idempotencyKey: upload.idempotencyKey });
  expect(inputs[1]).toEqual(inputs[0]);
  expect(inputs[2]).toEqual(inputs[0]);
});

it('takes a refusal for the answer that it is', async () => {
  const { inputs, submit } = await answering(json(200, { data: { submitModel: failure } }));
  expect(await submit()).toEqual(failure);
  expect(inputs).toHaveLength(1);
});

it('gives up after the last repetition', async () => {
  const { inputs, submit } = await answering(json(503, {}));
  expect(await submit()).toBeNull();
  expect(inputs).toHaveLength(4);
});
