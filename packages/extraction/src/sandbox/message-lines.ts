import { type RunnerMessage, runnerMessage } from './messages.ts';

const longestLine = 64 * 1024;

/**
 * Cuts the child's bytes into lines and parses each. `onMessage` gets what is well-formed, `onViolation`
 * is called once for the first line that is not, or is too long; nothing is read after that.
 */
export function messageLines(
  onMessage: (message: RunnerMessage) => void,
  onViolation: () => void,
): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let broken = false;
  const violate = () => {
    broken = true;
    pending = Buffer.alloc(0);
    onViolation();
  };
  const take = (line: string) => {
    const parsed = runnerMessage.safeParse(parseJson(line));
    if (parsed.success) onMessage(parsed.data);
    else violate();
  };
  return (chunk) => {
    if (broken) return;
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
