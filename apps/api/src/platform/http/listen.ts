import type { Server } from 'node:http';

/** Its message is shown to the operator. */
export class ListenFailure extends Error {
  override readonly name = 'ListenFailure';
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'it is taken',
  EACCES: 'this user may not open it',
  EADDRNOTAVAIL: 'this machine does not have that address',
};

/** @throws ListenFailure if the port is not available */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      const reason = reasons[error.code ?? ''] ?? error.message;
      reject(
        new ListenFailure(
          `The API cannot listen on ${host}:${port}: ${reason}. Set API_PORT to another port.`,
        ),
      );
    };
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      resolve();
    });
  });
}
