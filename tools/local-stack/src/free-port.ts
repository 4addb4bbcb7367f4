import { createServer } from 'node:net';

function listen(port: number, host: string | undefined): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(got));
    });
  });
}

/** A loopback port that nobody listened on a moment ago; whoever takes it must be ready to lose the race. */
export async function freePort(): Promise<number> {
  const port = await listen(0, '127.0.0.1');
  if (port === undefined) throw new Error('No free port is left.');
  return port;
}

/** Whether a server could listen on `port`, on every address and on the loopback one. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listen(port, undefined)) !== undefined && (await listen(port, '127.0.0.1')) !== undefined;
}
