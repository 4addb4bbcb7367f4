import { isPortFree, ServiceFailure } from '@clusterboard/local-stack';

export interface ChosenPort {
  readonly port: number;
  /** What to say when it is not the usual one. */
  readonly remark: string;
}

/** How far above the usual port a free one is looked for. */
const reach = 100;

/**
 * The port that was requested, or else the usual one or the next that is free above it.
 *
 * @param except not to be chosen, though still free
 * @throws ServiceFailure when the one requested is taken
 */
export async function choosePort(
  variable: string,
  asked: number | undefined,
  usual: number,
  except?: number,
): Promise<ChosenPort> {
  if (asked !== undefined) {
    if (await isPortFree(asked)) return { port: asked, remark: '' };
    throw new ServiceFailure(`Port ${asked}, which ${variable} asks for, is taken.`);
  }
  for (let port = usual; port < usual + reach; port++) {
    if (port !== except && (await isPortFree(port))) {
      return { port, remark: port === usual ? '' : `port ${usual} is taken` };
    }
  }
  throw new ServiceFailure(`Every port from ${usual} to ${usual + reach - 1} is taken; set ${variable}.`);
}
