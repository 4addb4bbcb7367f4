import { z } from 'zod';
import { parse, type Variables } from './parse.ts';
import { directory } from './variables.ts';
import { type EncoderEnvironment, encoderEnvironment, encoderVariables } from './worker-environment.ts';

const schema = z.object({ DATA_DIR: directory.optional(), ...encoderVariables });

export interface CommandEnvironment extends EncoderEnvironment {
  /** Where dataset packs lie, the same as the server's; undefined for its default place. */
  readonly dataDir: string | undefined;
  /** Whether `executionProviders` was set; otherwise providers that this machine lacks are not waited for. */
  readonly executionProvidersChosen: boolean;
}

/** @throws EnvironmentError naming every wrong variable */
export function readCommandEnvironment(variables: Variables = process.env): CommandEnvironment {
  const read = parse('the command', schema, variables);
  return {
    dataDir: read.DATA_DIR,
    executionProvidersChosen: Boolean(variables.EXECUTION_PROVIDERS?.trim()),
    ...encoderEnvironment(read, 'auto'),
  };
}
