import type { z } from 'zod';

const longestLine = 64 * 1024;
/** A run of half an hour reports its progress in less than 1 MiB. */
const mostBytes = 16 * 1024 * 1024;
/** A runner of ours logs a line for each execution provider that is passed over. */
const mostLogLines = 50;

/**
 * Cuts the child's bytes into lines and parses each. `onMessage` gets what is well-formed, `onViolation`
 * is called once for the first line that is not, is too long or is one too many; nothing is read after that.
 */
export function messageLines<Message extends { readonly type: string }>(
  schema: z.ZodType<Message>,
  onMessage: (message: Message) => void,
  onViolation: () => void,
): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let broken = false;
  let bytes = 0;
  let logLines = 0;
  const violate = () => {
    broken = true;
    pending = Buffer.alloc(0);
    onViolation();
  };
  const take = (line: string) => {
    const parsed = schema.safeParse(parseJson(line));
    if (!parsed.success) return violate();
    if (parsed.data.type === 'log' && ++logLines > mostLogLines) return violate();
    onMessage(parsed.data);
  };
  return (chunk) => {
    if (broken) return;
    bytes += chunk.length;
    if (bytes > mostBytes) return violate();
    pending = Buffer.concat([pending, chunk]);
    for (let end = pending.indexOf(10); end !== -1 && !broken; end = pending.indexOf(10)) {
      const line = pending.toString('utf8', 0, end);
      pending = pending.subarray(end + 1);
      take(line);
    }
    if (pending.length > longestLine) violate();
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
