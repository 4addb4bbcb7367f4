import { describe, expect, it } from 'vitest';
import { type RunnerMessage, runnerMessage } from '../sandbox/messages.ts';
import { messageLines } from './message-lines.ts';

function read(...chunks: (string | Buffer)[]) {
  const messages: RunnerMessage[] = [];
  let violations = 0;
  const take = messageLines(
    runnerMessage,
    (message) => messages.push(message),
    () => {
      violations++;
    },
  );
  for (const chunk of chunks) take(Buffer.from(chunk));
  return { types: messages.map(({ type }) => type), violations };
}

const progress = '{"type":"progress","imagesDone":3}\n';

describe('the child’s messages', () => {
  it('are cut into lines wherever the pipe cut them', () => {
    expect(read(`{"type":"started"}\n${progress.slice(0, 9)}`, progress.slice(9))).toEqual({
      types: ['started', 'progress'],
      violations: 0,
    });
  });

  it.each([
    ['no JSON', 'hello\n'],
    ['of no known type', '{"type":"shutdown"}\n'],
    ['with a number out of range', '{"type":"progress","imagesDone":-1}\n'],
    ['of a problem that a model cannot have', '{"type":"problem","code":"STORAGE_FULL","details":{}}\n'],
    ['with a sentence too long', `{"type":"fault","message":"${'x'.repeat(5000)}"}\n`],
  ])('%s are a violation, and nothing after them is read', (_, line) => {
    expect(read(line, line, progress)).toEqual({ types: [], violations: 1 });
  });

  it('may not be many log lines, nor without end', () => {
    const log = '{"type":"log","line":"passed over"}\n';
    expect(read(log.repeat(50))).toMatchObject({ violations: 0 });
    expect(read(log.repeat(60))).toEqual({ types: Array(50).fill('log'), violations: 1 });
    const much = Buffer.from(progress.repeat(1000));
    const { types, violations } = read(...Array<Buffer>(1000).fill(much));
    expect(violations).toBe(1);
    expect(types.length * progress.length).toBeLessThanOrEqual(16 * 1024 * 1024);
  });

  it('hold no control characters in log lines', () => {
    const lines: string[] = [];
    const take = messageLines(
      runnerMessage,
      (message) => message.type === 'log' && lines.push(message.line),
      () => {},
    );
    take(Buffer.from(`${JSON.stringify({ type: 'log', line: 'a\u001b[2Jb\u202ec' })}\n`));
    expect(lines).toEqual(['a\ufffd[2Jb\ufffdc']);
  });

  it('may not go on for ever without an end of line', () => {
    expect(read(Buffer.alloc(70_000, 'x'), Buffer.alloc(70_000, 'x'))).toEqual({ types: [], violations: 1 });
  });
});
