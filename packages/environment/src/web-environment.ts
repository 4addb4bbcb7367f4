import { z } from 'zod';
import { parse, type Variables } from './parse.ts';
import { httpUrl } from './variables.ts';

const schema = z.object({ API_URL: httpUrl.default('http://127.0.0.1:4000') });

export interface WebEnvironment {
  /** Origin of the API as the web server reaches it, without a slash at the end. */
  readonly apiUrl: string;
}

/** @throws EnvironmentError naming every wrong variable */
export function readWebEnvironment(variables: Variables = process.env): WebEnvironment {
  const read = parse('the web server', schema, variables);
  return { apiUrl: read.API_URL.replace(/\/+$/, '') };
}
