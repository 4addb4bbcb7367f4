import getPort, { clearLockedPorts } from 'get-port';

/** A loopback port that was free a moment ago; callers must be ready to lose the race for it. */
export const freePort = (): Promise<number> => getPort({ host: '127.0.0.1' });

/** Whether a server could listen on `port`, on every address of this machine. */
export async function isPortFree(port: number): Promise<boolean> {
  // get-port withholds for a while what it has returned; this asks about one particular port.
  clearLockedPorts();
  return (await getPort({ port })) === port;
}
