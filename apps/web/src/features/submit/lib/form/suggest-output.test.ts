import type { OutputReadings } from '@clusterboard/onnx';
import { describe, expect, it } from 'vitest';
import { explainOutput, suggestOutput } from './suggest-output.ts';

const tokens: OutputReadings = {
  input: { layout: 'nchw', reason: '' },
  outputs: [
    {
      name: 'tokens',
      shape: ['n', 65, 64],
      layouts: ['ntd', 'ndt'],
      layout: { value: 'ntd', from: 'graph', reason: 'axis 2 holds what MatMul makes' },
      classToken: { value: true, from: 'graph', reason: 'a class token comes first' },
      linear: null,
    },
    {
      name: 'other',
      shape: ['n', 8, 8],
      layouts: ['ntd', 'ndt'],
      layout: null,
      classToken: null,
      linear: null,
    },
  ],
  chosen: { value: 'tokens', from: 'graph', reason: 'the last one' },
};
const unclear: OutputReadings = { ...tokens, chosen: null };

describe('what the form fills in', () => {
  it('is what the file shows, with its reasons', () => {
    const values = suggestOutput(tokens);
    expect(values).toEqual({ outputName: 'tokens', layout: 'ntd', pooling: 'first' });
    expect(explainOutput(tokens, values)).toEqual({
      outputName: 'Read from the graph: the last one.',
      layout: 'Read from the graph: axis 2 holds what MatMul makes.',
      pooling: 'Read from the graph: a class token comes first.',
    });
  });

  it('follows what is chosen', () => {
    expect(suggestOutput(tokens, { outputName: 'tokens', layout: 'ndt' })).toEqual({
      outputName: 'tokens',
      layout: 'ndt',
      pooling: 'first',
    });
    expect(explainOutput(tokens, { outputName: 'tokens', layout: 'ntd', pooling: 'mean' }).pooling).toBe(
      'Given, against what is read from the graph: a class token comes first.',
    );
  });

  it('leaves to the visitor what nothing tells', () => {
    expect(suggestOutput(unclear)).toEqual({ outputName: '', layout: '', pooling: '' });
    expect(suggestOutput(tokens, { outputName: 'other' })).toEqual({
      outputName: 'other',
      layout: '',
      pooling: '',
    });
    const values = suggestOutput(tokens, { outputName: 'other', layout: 'ndt' });
    expect(values).toEqual({ outputName: 'other', layout: 'ndt', pooling: '' });
    expect(explainOutput(tokens, values).pooling).toMatch(/^Nothing in the model tells whether the tokens/);
    expect(explainOutput(unclear, suggestOutput(unclear)).outputName).toMatch(/^Nothing in the model tells/);
  });
});
