import { describe, expect, it } from 'vitest';
import { problem, problemTable } from './problem.ts';

describe('problem', () => {
  it('fills the details into the message and the advice', () => {
    const missing = problem('OUTPUT_MISSING', { output: 'logits', names: 'features, tokens' });
    expect(missing.message).toBe('The model has no output named “logits”.');
    expect(missing.advice).toBe('Choose one of its outputs: features, tokens.');
  });

  it('keeps the log text out of what people read', () => {
    const fault = problem('PLATFORM_FAULT', { reference: 'r-1' }, 'connection refused');
    expect(fault.message).not.toContain('refused');
    expect(fault.log).toBe('connection refused');
  });

  it('has a finished sentence and an advice for every code', () => {
    for (const [code, row] of Object.entries(problemTable)) {
      expect(row.message, code).toMatch(/([.…]|\{reason\})$/);
      expect(row.advice, code).toMatch(/\.$/);
    }
  });
});
